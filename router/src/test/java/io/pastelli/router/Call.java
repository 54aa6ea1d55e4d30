package io.pastelli.router;

import io.pastelli.adapter.Settings;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Dispatcher;
import io.pastelli.conn.Plug;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Time;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Calls a plug once as a server would. */
final class Call {
    private Call() {}

    /**
     * What came of it.
     *
     * @param conn what the plug returned
     * @param status the status
     * @param allow the allow field, {@code ""} for none
     * @param body the body so far
     * @param exchange the exchange
     */
    record Answer(Conn conn, int status, String allow, String body, FakeExchange exchange) {
        String header(String name) {
            return exchange.head.join().headers().first(name).orElse("");
        }
    }

    static Answer get(Plug plug, String target) {
        return of(plug, "GET", target);
    }

    /** Returns the answer, or throws what the plug threw. */
    static Answer of(Plug plug, String method, String target) {
        var exchange = new FakeExchange(method, target);
        var returned = new CompletableFuture<Conn>();
        Plug kept = conn -> {
            try {
                Conn now = plug.call(conn);
                returned.complete(now);
                return now;
            } catch (Throwable e) {
                returned.completeExceptionally(e);
                throw e;
            }
        };
        try (var dispatcher = new Dispatcher(kept, Settings.DEFAULT, Time.system())) {
            dispatcher.receive(exchange);
            Conn conn = returned.orTimeout(10, TimeUnit.SECONDS).join();
            var head = exchange.head.orTimeout(10, TimeUnit.SECONDS).join();
            return new Answer(conn, head.status(), head.headers().first("allow").orElse(""), exchange.body(),
                    exchange);
        } catch (CompletionException e) {
            if (e.getCause() instanceof HttpException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    /** Returns the refusal that a plug throws. */
    static HttpException refused(Plug plug, String method, String target) {
        try {
            throw new AssertionError("answered with " + of(plug, method, target).status());
        } catch (HttpException refusal) {
            return refusal;
        }
    }
}
