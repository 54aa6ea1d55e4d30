package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pastelli.conn.Param;
import io.pastelli.conn.Params;
import io.pastelli.fuzz.Untrusted;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MultipartFuzzTest {
    private static final int MOST_TEXT = 300;
    private Path directory = Path.of("");

    @BeforeAll
    void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("pastelli-fuzz");
    }

    @AfterAll
    void deleteDirectory() throws IOException {
        Files.delete(directory); // fails when an upload was left
    }

    @FuzzTest(maxDuration = "3m")
    void aMultipartBodyIsReadOrRefused(byte[] data) throws Exception {
        var limits = MultipartBody.DEFAULT.withTextLength(MOST_TEXT).withParts(8).withHeaderLength(200)
                .withDirectory(directory);
        var uploads = Uploads.in(directory);
        try {
            Untrusted.parse(data, () -> check(new MultipartForm(
                    new MultipartReader(inPieces(data), "b", limits.headerLength(), bytes -> {}), limits,
                    uploads)
                    .read(), data.length));
        } finally {
            uploads.end();
        }
    }

    private static void check(Params params, int length) {
        long texts = 0;
        long files = 0;
        for (String name : params.names()) {
            Param param = params.param(name).orElseThrow();
            texts += param.text().map(String::length).orElse(0);
            files += param instanceof Param.Upload upload ? upload.size() : 0;
        }
        assertThat(params.names().size()).isLessThanOrEqualTo(8);
        assertThat(texts).isLessThanOrEqualTo(MOST_TEXT);
        assertThat(texts + files).isLessThanOrEqualTo(length);
    }

    /** As it may come over the network: the first byte says how much at a time. */
    private static InputStream inPieces(byte[] data) {
        int most = data.length == 0 ? 1 : 1 + (data[0] & 0x1f);
        return new FilterInputStream(new ByteArrayInputStream(data)) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return super.read(into, from, Math.min(most, length));
            }
        };
    }
}
