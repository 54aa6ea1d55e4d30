package io.pastelli.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.adapter.Framing;
import io.pastelli.adapter.http1.TextBytes;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseBytesTest {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final String HEAD = "HTTP/1.1 200 OK\r\nx: \u00e9\r\n";

    private static TextBytes head(boolean chunked, String connection, int body) {
        var head = new ResponseHead(200, Headers.of("x", "\u00e9", "connection", "te"), Framing.STREAM);
        return ResponseBytes.head(new TextBytes(ResponseBytes.room(head, body)), head, chunked, connection);
    }

    private static String text(ByteBuffer... parts) {
        var text = new StringBuilder();
        for (ByteBuffer part : parts) {
            text.append(StandardCharsets.ISO_8859_1.decode(part.duplicate()));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, 4097, 100_000})
    void aBodyOfAnySizeFollowsTheHeadAsItIs(int size) {
        String body = "b".repeat(size);
        ByteBuffer[] parts = ResponseBytes.body(head(false, "close", size),
                StandardCharsets.US_ASCII.encode(body),
                Framing.LENGTH, false, true, Headers.empty());
        assertThat(text(parts)).isEqualTo(HEAD + "connection: close\r\n\r\n" + body);
        assertThat(parts).hasSize(size > 4096 ? 2 : 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, 4097, 100_000})
    void aChunkOfAnySizeIsFramedAndTheLastOneIsFollowedByTheTrailers(int size) {
        String body = "b".repeat(size);
        String chunk = Integer.toHexString(size) + "\r\n" + body + "\r\n";
        assertThat(text(ResponseBytes.body(head(true, "", size), StandardCharsets.US_ASCII.encode(body),
                Framing.STREAM, true, false, Headers.empty())))
                .isEqualTo(HEAD + "transfer-encoding: chunked\r\n\r\n" + chunk);
        assertThat(text(ResponseBytes.body(StandardCharsets.US_ASCII.encode(body), Framing.STREAM, true, true,
                Headers.of("t", "1")))).isEqualTo(chunk + "0\r\nt: 1\r\n\r\n");
    }

    @Test
    void anEmptyLastWriteIsTheLastChunkOrNothing() {
        assertThat(text(ResponseBytes.body(NOTHING, Framing.STREAM, true, true, Headers.empty())))
                .isEqualTo("0\r\n\r\n");
        assertThat(text(ResponseBytes.body(NOTHING, Framing.LENGTH, false, true, Headers.empty()))).isEmpty();
    }

    @Test
    void bytesBehindAHeadAreNotCopied() {
        ByteBuffer bytes = StandardCharsets.US_ASCII.encode("more");
        assertThat(ResponseBytes.body(bytes, Framing.LENGTH, false, false, Headers.empty()))
                .containsExactly(bytes);
    }

    @Test
    void aHeadOfManyFieldsFindsRoom() {
        String value = "v".repeat(10_000);
        assertThat(text(ResponseBytes.interim(103, Headers.of("link", value))))
                .isEqualTo("HTTP/1.1 103 Early Hints\r\nlink: " + value + "\r\n\r\n");
    }
}
