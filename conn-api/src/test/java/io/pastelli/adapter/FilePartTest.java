package io.pastelli.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.owner.Exit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePartTest {
    private final IOException brokenPipe = new IOException("Broken pipe");

    @Test
    void anErrorWithAReadableFileIsTheConnections(@TempDir Path dir) throws IOException {
        try (FileChannel file = FileChannel.open(Files.writeString(dir.resolve("f"), "0123456789"))) {
            assertThat(new FilePart(file, 2, 8).fault(brokenPipe, 7)).isSameAs(brokenPipe);
        }
    }

    @Test
    void anErrorWithAFileThatShrankIsTheFiles(@TempDir Path dir) throws IOException {
        try (FileChannel file = FileChannel.open(Files.writeString(dir.resolve("f"), "0123456789"))) {
            Exception fault = new FilePart(file, 2, 9).fault(brokenPipe, 3);
            assertThat(fault).isInstanceOf(UncheckedIOException.class).hasMessageContaining("shrank");
            assertThat(Exits.of(fault)).isInstanceOfSatisfying(Exit.Failed.class,
                    failed -> assertThat(failed.cause()).isInstanceOf(IOException.class));
        }
    }

    @Test
    void anErrorWithAnUnreadableFileIsTheFiles(@TempDir Path dir) throws IOException {
        var part = new FilePart(FileChannel.open(Files.writeString(dir.resolve("f"), "0123456789")), 2, 8);
        part.close();
        assertThat(part.fault(brokenPipe, 0)).isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(ClosedChannelException.class);
    }
}
