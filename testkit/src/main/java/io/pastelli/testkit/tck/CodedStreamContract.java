package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.conn.StreamCoding;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Response;
import io.pastelli.testkit.client.Requests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

/** Streams whose bytes are coded on their way out: each chunk readable at once, the same bytes everywhere. */
interface CodedStreamContract extends Contract {
    /** Writes each chunk in brackets, and a full stop at the end. */
    static StreamCoding brackets() {
        return (chunk, last) -> ByteBuffer.wrap(
                ((chunk.hasRemaining() ? "[" + text(chunk) + "]" : "") + (last ? "." : ""))
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer chunk) {
        return java.nio.charset.StandardCharsets.UTF_8.decode(chunk).toString();
    }

    @Test
    default void everyChunkIsCodedAndTheEndToo() throws IOException {
        try (Site site = serve(conn -> {
            Conn stream = conn.putRespHeader("content-encoding", "x-brackets").putStreamCoding(brackets())
                    .assign(Conn.INIT_CHUNK, "first").assign(Conn.CLOSE_CHUNK, "bye").sendChunked(200);
            stream.chunk("second");
            return stream.close();
        }); RawClient client = site.connect()) {
            for (int i = 0; i < 2; i++) {
                client.get("/").readHead();
                assertThat(client.chunk()).isEqualTo("[first]");
                assertThat(client.chunk()).isEqualTo("[second]");
                assertThat(client.chunk()).isEqualTo("[bye].");
                assertThat(client.chunk()).isEmpty();
            }
        }
    }

    @Test
    default void whatACodingKeepsBackComesAtTheEnd() throws IOException {
        try (Site site = serve(conn -> {
            var deflater = new Deflater();
            Conn stream = conn.putRespHeader("content-encoding", "deflate")
                    .putStreamCoding((chunk, last) -> deflate(deflater, chunk, last)).sendChunked(200);
            for (int i = 0; i < 200; i++) {
                stream.chunk("line " + i + "\n");
            }
            return stream.close();
        })) {
            Response response = site.get("/");
            assertThat(response.cleanEnd()).isTrue();
            var plain = new InflaterInputStream(
                    new java.io.ByteArrayInputStream(response.body().toByteArray())).readAllBytes();
            assertThat(new String(plain, java.nio.charset.StandardCharsets.UTF_8).lines()).hasSize(200)
                    .last().isEqualTo("line 199");
        }
    }

    private static ByteBuffer deflate(Deflater deflater, ByteBuffer chunk, boolean last) {
        var out = new ByteArrayOutputStream();
        var piece = new byte[512];
        deflater.setInput(chunk);
        if (last) {
            deflater.finish();
        }
        int count;
        do {
            count = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
            out.write(piece, 0, count);
        } while (count == piece.length);
        return ByteBuffer.wrap(out.toByteArray());
    }

    @Test
    default void aHeadRequestHasNoCodedBytes() throws IOException {
        try (Site site = serve(conn -> conn.putStreamCoding(brackets()).assign(Conn.INIT_CHUNK, "first")
                .sendChunked(200).close()); RawClient client = site.connect()) {
            client.send(Requests.head("HEAD", "/") + "\r\n");
            assertThat(client.read("HEAD").body().isEmpty()).isTrue();
            assertThat(client.get("/").read().text()).isEqualTo("[first].");
        }
    }

    @Test
    default void aCodingThatFailsCutsTheStream() throws Exception {
        var told = new Told();
        try (Site site = serve(conn -> {
            conn.owner().link(told);
            Conn stream = conn.putStreamCoding((chunk, last) -> {
                if (text(chunk).equals("boom")) {
                    throw new UncheckedIOException(new IOException("boom"));
                }
                return chunk.rewind();
            }).assign(Conn.INIT_CHUNK, "first").sendChunked(200);
            stream.chunk("boom");
            return stream.close();
        })) {
            Response response = site.get("/");
            assertThat(response.text()).isEqualTo("first");
            assertThat(response.cleanEnd()).isFalse();
            told.assertTold(io.pastelli.owner.Exit.Failed.class);
        }
    }
}
