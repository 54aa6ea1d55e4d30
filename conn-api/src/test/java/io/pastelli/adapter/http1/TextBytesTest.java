package io.pastelli.adapter.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.http.Headers;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class TextBytesTest {
    private static String text(ByteBuffer bytes) {
        return ISO_8859_1.decode(bytes.duplicate()).toString();
    }

    @Test
    void aHeadIsItsLines() {
        Headers fields = Headers.of("a", "\u00e4", "connection", "close", "b", "");
        var out = new TextBytes(0).statusLine(404).fields(fields).line();
        assertThat(text(out.asByteBuffer())).isEqualTo("HTTP/1.1 404 Not Found\r\na: \u00e4\r\nb: \r\n\r\n");
    }

    @Test
    void aChunkSizeIsHexadecimal() {
        for (int size : new int[]{0, 1, 15, 16, 255, 4096, 65_535, Integer.MAX_VALUE}) {
            assertThat(text(new TextBytes(4).chunkSize(size).asByteBuffer()))
                    .isEqualTo(Integer.toHexString(size) + "\r\n");
        }
    }

    @Test
    void whatIsClearedIsEmptyAndKeepsNoLargeArray() {
        var out = new TextBytes(16, 64).text("x".repeat(65));
        assertThat(out.clear().isEmpty()).isTrue();
        assertThat(text(out.text("next").asByteBuffer())).isEqualTo("next");
        assertThat(out.asByteBuffer().capacity()).isEqualTo(64);
    }

    @Test
    void copyingLeavesWhatIsCopied() {
        ByteBuffer more = ByteBuffer.wrap("more".getBytes(ISO_8859_1)).position(1);
        assertThat(text(new TextBytes(1).copy(more).asByteBuffer())).isEqualTo("ore");
        assertThat(more.remaining()).isEqualTo(3);
    }

    @Test
    void whatIsKeptOutlivesTheNextUse() {
        var out = new TextBytes(16).text("first");
        ByteBuffer kept = out.kept(out.asByteBuffer());
        out.clear().text("other");
        assertThat(text(kept)).isEqualTo("first");
        assertThat(out.kept(kept)).isSameAs(kept);
    }
}
