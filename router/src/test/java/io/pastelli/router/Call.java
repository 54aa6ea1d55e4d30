package io.pastelli.router;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.http.HttpException;
import io.pastelli.testkit.TestConn;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Calls a plug once, and lets what it throws through. */
final class Call {
    private Call() {}

    /**
     * What came of it.
     *
     * @param conn what the plug returned
     * @param status the status
     * @param allow the allow field, {@code ""} for none
     * @param body the body so far
     * @param test where the rest is
     */
    record Answer(Conn conn, int status, String allow, String body, TestConn test) {
        String header(String name) {
            return test.header(name);
        }
    }

    static Answer get(Plug plug, String target) {
        return of(plug, "GET", target);
    }

    /** Returns the answer, or throws what the plug threw. */
    static Answer of(Plug plug, String method, String target) {
        var thrown = new AtomicReference<Optional<RuntimeException>>(Optional.empty());
        TestConn test = TestConn.request(method, target).call(conn -> {
            try {
                return plug.call(conn);
            } catch (RuntimeException e) {
                thrown.set(Optional.of(e));
                throw e;
            }
        });
        thrown.get().ifPresent(error -> {
            throw error;
        });
        return new Answer(test.conn(), test.status(), test.header("allow"), String.join("", test.chunks()),
                test);
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
