package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.ServerOptions;
import io.pastelli.adapter.Timeouts;
import io.pastelli.conn.Conn;
import io.pastelli.owner.Exit;
import io.pastelli.testkit.client.RawClient;
import io.pastelli.testkit.client.Requests;
import io.pastelli.testkit.client.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that no buffer holds: whole when all goes well, bounded and closed when it does not. */
interface BigFileContract extends Contract {
    /** 32 MiB: more than is ever on its way. */
    int HUGE = 32 * 1024 * 1024;
    /** Which part of {@link #several} is asked for. */
    int OFFSET = 12_345;
    /** How much of {@link #several} is asked for. */
    int LENGTH = 3 * 1024 * 1024 + 7;

    /** Makes a file of 5 MiB, no two pages of it alike. */
    private static byte[] several(Path file) throws IOException {
        var bytes = new byte[5 * 1024 * 1024];
        new Random(5).nextBytes(bytes);
        Files.write(file, bytes);
        return bytes;
    }

    /** Makes a file of {@link #HUGE} zeros. */
    private static Path huge(Path file) throws IOException {
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(HUGE);
        }
        return file;
    }

    private static UnaryOperator<ServerOptions> smallBuffer(Duration write) {
        return options -> options.sendBuffer(64 * 1024).timeouts(Timeouts.DEFAULT.withWrite(write));
    }

    private static void assertSame(Response response, byte[] expected) {
        assertThat(response.cleanEnd()).isTrue();
        assertThat(Arrays.equals(response.body().toByteArray(), expected)).as("the same bytes").isTrue();
    }

    @Test
    default void aPartOfABigFileIsSentOnAKeptConnection(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("f");
        byte[] part = Arrays.copyOfRange(several(file), OFFSET, OFFSET + LENGTH);
        try (Site site = serve(conn -> conn.requestPath().equals("/f")
                ? conn.sendFile(206, file, OFFSET, LENGTH)
                : conn.sendResp(200, "after")); RawClient client = site.connect()) {
            for (int i = 0; i < 3; i++) {
                assertSame(client.get("/f").read(), part);
                assertThat(client.get("/").read().text()).isEqualTo("after");
            }
            OpenFiles.assertClosed(file);
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "streams of HTTP/2 run side by side")
    @Test
    default void pipelinedRequestsForBigFilesAreAnsweredInOrder(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("f");
        byte[] whole = several(file);
        byte[] part = Arrays.copyOfRange(whole, OFFSET, OFFSET + LENGTH);
        try (Site site = serve(conn -> switch (conn.requestPath()) {
            case "/whole" -> conn.sendFile(200, file);
            case "/part" -> conn.sendFile(206, file, OFFSET, LENGTH);
            default -> conn.sendResp(200, "short");
        }); RawClient client = site.connect()) {
            client.send(Requests.get("/") + Requests.get("/whole") + Requests.get("/part")
                    + Requests.get("/") + Requests.get("/whole"));
            assertThat(client.read().text()).isEqualTo("short");
            assertSame(client.read(), whole);
            assertSame(client.read(), part);
            assertThat(client.read().text()).isEqualTo("short");
            assertSame(client.read(), whole);
        }
    }

    @Only(on = Only.Kind.HTTP_1, why = "HTTP/1.0")
    @Test
    default void aBigFileIsSentToAClientOfHttp10(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("f");
        byte[] whole = several(file);
        try (Site site = serve(conn -> conn.sendFile(200, file))) {
            assertSame(site.ask("GET / HTTP/1.0\r\n\r\n"), whole);
        }
    }

    @Test
    default void aBigFileOfAnotherFileSystemIsSent(@TempDir Path dir) throws IOException {
        byte[] whole = several(dir.resolve("f"));
        try (FileSystem zip = FileSystems.newFileSystem(dir.resolve("z.zip"), Map.of("create", true))) {
            Path file = Files.write(zip.getPath("f"), whole);
            try (Site site = serve(conn -> conn.sendFile(200, file))) {
                assertSame(site.get("/"), whole);
            }
        }
    }

    @Test
    default void manyClientsGetABigFileAtOnce(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("f");
        byte[] whole = several(file);
        try (Site site = serve(conn -> conn.sendFile(200, file))) {
            var clients = new RawClient[16];
            try {
                for (int i = 0; i < clients.length; i++) {
                    clients[i] = site.connect().get("/");
                }
                for (RawClient client : clients) {
                    assertSame(client.read(), whole);
                }
            } finally {
                for (RawClient client : clients) {
                    client.close();
                }
            }
            OpenFiles.assertClosed(file);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void aClientThatLeavesABigFileIsSeen(Leaving how, @TempDir Path dir) throws Exception {
        Path file = huge(dir.resolve("f"));
        var nanos = new long[Integer.getInteger("tck.rounds", 3)];
        for (int i = 0; i < nanos.length; i++) {
            var told = new Told();
            try (Site site = serve(conn -> send(conn, told, file), smallBuffer(Duration.ofSeconds(30)));
                    RawClient client = site.connect(16 * 1024)) {
                client.get("/").readHead();
                LockSupport.parkNanos(20_000_000L * i); // at once, and when the way to it is full
                long from = System.nanoTime();
                how.leave(client);
                assertThat(told.exit().clientGone()).isTrue(); // a close with unread bytes is an RST on the wire
                nanos[i] = told.nanos() - from;
                OpenFiles.assertClosed(file);
            }
        }
        assertPrompt(nanos);
    }

    @Test
    default void aBigFileThatNobodyTakesIsTimedOut(@TempDir Path dir) throws IOException {
        Path file = huge(dir.resolve("f"));
        var told = new Told();
        try (Site site = serve(conn -> send(conn, told, file), smallBuffer(Duration.ofMillis(600)));
                RawClient client = site.connect(16 * 1024)) {
            client.get("/");
            told.assertTold(Exit.TimedOut.class);
            OpenFiles.assertClosed(file);
            assertThat(client.read().cleanEnd()).isFalse();
        }
    }

    @Test
    default void aSlowReaderOfABigFileHasAllTheTimeItNeeds(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("f");
        byte[] whole = several(file);
        Duration longest = Duration.ofSeconds(1);
        try (Site site = serve(conn -> conn.sendFile(200, file), smallBuffer(longest));
                RawClient client = site.connect(16 * 1024)) {
            client.get("/").readHead();
            long from = System.nanoTime();
            var body = new ByteArrayOutputStream();
            while (body.size() < whole.length) {
                byte[] some = client.bytes(Math.min(64 * 1024, whole.length - body.size()));
                assertThat(some).as("bytes after " + body.size()).isNotEmpty();
                body.writeBytes(some);
                LockSupport.parkNanos(30_000_000); // slow on purpose
            }
            assertThat(Arrays.equals(body.toByteArray(), whole)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(longest);
        }
    }

    @Test
    default void aFileThatShrinksWhileItIsSentIsCutOff(@TempDir Path dir) throws IOException {
        Path file = huge(dir.resolve("f"));
        var told = new Told();
        try (Site site = serve(conn -> send(conn, told, file), smallBuffer(Duration.ofSeconds(30)));
                RawClient client = site.connect(16 * 1024)) {
            client.get("/");
            var head = client.readHead();
            assertThat(head.header("content-length")).contains(String.valueOf(HUGE));
            try (FileChannel shrinking = FileChannel.open(file, StandardOpenOption.WRITE)) {
                shrinking.truncate(HUGE / 4);
            }
            assertThat(client.bytes(HUGE)).hasSizeLessThanOrEqualTo(HUGE / 4);
            told.assertTold(Exit.Failed.class);
            assertThat(((Exit.Failed) told.exit()).cause()).isInstanceOf(IOException.class)
                    .hasMessageContaining("shrank");
            OpenFiles.assertClosed(file);
            assertThat(site.get("/").status()).isEqualTo(200); // of what there is now
        }
    }

    @Test
    default void aStopThatIsNotWaitedForBreaksABigFileOff(@TempDir Path dir) throws IOException {
        Path file = huge(dir.resolve("f"));
        var told = new Told();
        try (Site site = serve(conn -> send(conn, told, file), smallBuffer(Duration.ofSeconds(30)));
                RawClient client = site.connect(16 * 1024)) {
            client.get("/").readHead();
            assertThat(site.server().stop(Duration.ofMillis(100))).isOne();
            told.assertTold(Exit.Shutdown.class);
            OpenFiles.assertClosed(file);
            assertThat(client.bytes(HUGE)).hasSizeLessThan(HUGE);
        }
    }

    @Test
    default void theProgressOfABigFileIsCounted(@TempDir Path dir) throws IOException {
        Path file = huge(dir.resolve("f"));
        var told = new Told();
        try (Site site = serve(conn -> {
            Conn sent = send(conn, told, file);
            assertThat(sent.progress().orElseThrow().bytes()).isEqualTo(HUGE);
            return sent;
        })) {
            assertThat(site.get("/").cleanEnd()).isTrue();
            told.assertTold(Exit.Normal.class);
        }
    }

    private static Conn send(Conn conn, Told told, Path file) throws IOException {
        conn.owner().link(told);
        return conn.sendFile(200, file);
    }
}
