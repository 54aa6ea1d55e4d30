package io.pastelli.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.conn.Progress;
import io.pastelli.http.HttpException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConnProgressTest {
    private final CompletableFuture<Conn> first = new CompletableFuture<>();

    @Test
    void theConnThatAPlugWasCalledWithIsReachedByThoseAroundIt() {
        var reached = new CompletableFuture<Conn>();
        Plug inner = Plug.pipeline(conn -> conn.assign("user", "ada"),
                conn -> Plug.forward(conn, 1, below -> {
                    throw new IllegalStateException("here");
                }));
        TestConn.get("/a/b").call(conn -> {
            assertThat(conn.reached()).isSameAs(conn);
            try {
                return inner.call(conn);
            } catch (IllegalStateException e) {
                reached.complete(conn.reached());
                return conn.sendResp(200, "");
            }
        }).exit();
        assertThat(reached.join().assigns()).containsEntry("user", "ada");
        assertThat(reached.join().pathInfo()).containsExactly("b");
        assertThat(reached.join().reached()).isSameAs(reached.join()); // forgotten once the plug has returned
    }

    @Test
    void theProgressIsThatOfTheExchangeWhicheverCopyIsAsked() {
        TestConn test = TestConn.get("/").call(keeping(conn -> {
            assertThat(conn.progress()).isEmpty();
            return conn.sendResp(201, "12345");
        }));
        test.exit();
        assertThat(first.join().progress()).contains(new Progress(201, 5, false));
    }

    @Test
    void aStreamsBytesAreCountedAsTheyGo() {
        TestConn test = TestConn.get("/")
                .call(keeping(conn -> conn.assign(Conn.INIT_CHUNK, "12").assign(Conn.CLOSE_CHUNK, "89")
                        .sendChunked(200)));
        Conn stream = test.conn();
        stream.chunk("345");
        stream.chunk("");
        assertThat(first.join().progress()).contains(new Progress(200, 5, true));
        stream.close();
        assertThat(stream.progress()).contains(new Progress(200, 7, true));
    }

    @Test
    void aHeadHasNoBytesAndTheCoresOwnErrorsCountToo() {
        TestConn.request("HEAD", "/").call(keeping(conn -> conn.sendResp(200, "12345"))).exit();
        assertThat(first.join().progress()).contains(new Progress(200, 0, false));
        var failed = new CompletableFuture<Conn>();
        TestConn.get("/").call(conn -> {
            failed.complete(conn);
            throw new HttpException(410, "gone");
        }).exit();
        assertThat(failed.join().progress().orElseThrow().status()).isEqualTo(410);
    }

    private Plug keeping(Plug plug) {
        return conn -> {
            first.complete(conn);
            return plug.call(conn);
        };
    }
}
