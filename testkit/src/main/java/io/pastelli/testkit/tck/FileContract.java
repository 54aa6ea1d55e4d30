package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import io.pastelli.testkit.client.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as responses. */
interface FileContract extends Contract {
    @Test
    default void aFileIsSentWhole(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("f"), "hello file");
        try (Site site = serve(conn -> conn.sendFile(200, file)); RawClient client = site.connect()) {
            for (int i = 0; i < 2; i++) {
                Response response = client.get("/").read();
                assertThat(response.all("content-length")).containsExactly("10");
                assertThat(response.text()).isEqualTo("hello file");
            }
        }
    }

    @Test
    default void aPartOfAFileIsSent(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("f"), "hello file");
        try (Site site = serve(conn -> conn.sendFile(206, file, 6, 3))) {
            Response response = site.get("/");
            assertThat(response.status()).isEqualTo(206);
            assertThat(response.text()).isEqualTo("fil");
        }
    }

    @Test
    default void anEmptyFileIsSent(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("f"), "");
        try (Site site = serve(conn -> conn.sendFile(200, file))) {
            Response response = site.get("/");
            assertThat(response.all("content-length")).containsExactly("0");
            assertThat(response.cleanEnd()).isTrue();
        }
    }

    @Test
    default void aBigFileIsSentWhole(@TempDir Path dir) throws IOException {
        String text = "0123456789abcdef".repeat(256 * 1024);
        Path file = Files.writeString(dir.resolve("f"), text);
        try (Site site = serve(conn -> conn.sendFile(200, file))) {
            assertThat(site.get("/").text().equals(text)).isTrue();
        }
    }

    @Test
    default void theHeadOfAFileHasItsLength(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("f"), "hello file");
        try (Site site = serve(conn -> conn.sendFile(200, file)); RawClient client = site.connect()) {
            client.send(Requests.head("HEAD", "/") + "\r\n");
            assertThat(client.read("HEAD").header("content-length")).contains("10");
            assertThat(client.get("/").read().text()).isEqualTo("hello file");
        }
    }

    @Test
    default void aFileThatIsNotThereIsA500AndNothingWasSent(@TempDir Path dir) throws IOException {
        try (Site site = serve(conn -> conn.sendFile(200, dir.resolve("none")))) {
            Response response = site.get("/");
            assertThat(response.status()).isEqualTo(500);
            assertThat(response.text()).doesNotContain("none", "NoSuchFile");
        }
    }
}
