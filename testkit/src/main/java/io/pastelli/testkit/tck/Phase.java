package io.pastelli.testkit.tck;

import static io.pastelli.testkit.client.Requests.get;
import static io.pastelli.testkit.client.Requests.head;
import static io.pastelli.testkit.client.Requests.post;

import io.pastelli.testkit.client.RawClient;
import java.io.IOException;

/** How far an exchange is when its client leaves; the paths are those of {@link Departing}. */
enum Phase {
    IDLE_STREAM(get("/stream")), //
    HELD_POLL(get("/hold")), //
    HELD_POST(post("/read-hold", "hello")), //
    POST_FULLY_READ(post("/read-stream", "hello")), //
    CHUNKED_POST_FULLY_READ(
            head("POST", "/read-stream", "transfer-encoding: chunked") + "\r\n5\r\nhello\r\n0\r\n\r\n"), //
    POST_IN_TWO_PACKETS(head("POST", "/read-stream") + "content-length: 5\r\n\r\nhe") {
        @Override
        void goOn(RawClient client) throws IOException {
            client.send("llo");
        }
    },
    EXPECT_CONTINUE(head("POST", "/read-stream", "expect: 100-continue") + "content-length: 5\r\n\r\n") {
        @Override
        void goOn(RawClient client) throws IOException {
            client.until("100 Continue\r\n\r\n");
            client.send("hello");
        }
    },
    EXPECT_CONTINUE_UNREAD(head("POST", "/stream", "expect: 100-continue") + "content-length: 5\r\n\r\n"), //
    HALF_READ_UPLOAD(head("POST", "/read") + "content-length: 500\r\n\r\nhello"), //
    HALF_READ_CHUNKED_UPLOAD(head("POST", "/read", "transfer-encoding: chunked") + "\r\n5\r\nhello\r\n"), //
    HALF_SENT_UPLOAD_NOBODY_READS(head("POST", "/hold") + "content-length: 500\r\n\r\nhello"), //
    UNREAD_BODY_WITH_THE_HEAD(post("/stream", "hello")), //
    PIPELINED_IN_THE_SAME_PACKET(get("/stream") + get("/after")), //
    PIPELINED_LATER(get("/stream")) {
        @Override
        void settle(RawClient client) throws IOException {
            client.get("/after");
        }
    },
    @Only(on = Only.Kind.HTTP_1, why = "HTTP/2 has no connection fields (RFC 9113 section 8.2.2)")
    CONNECTION_CLOSE(get("/stream", "connection: close")), //
    @Only(on = Only.Kind.HTTP_1, why = "HTTP/1.0")
    HTTP_1_0_STREAM("GET /stream HTTP/1.0\r\n\r\n"), //
    SECOND_REQUEST(get("/stream")) {
        @Override
        void prepare(RawClient client) throws IOException {
            client.get("/after").read();
        }
    };

    private final String request;

    Phase(String request) {
        this.request = request;
    }

    /** Returns the first packet of the request. */
    String request() {
        return request;
    }

    /** Tells whether there is a stream, which a plug may return. */
    boolean streams() {
        return request.contains("stream ");
    }

    /** Brings the client into this phase, as far as it can see. */
    void enter(RawClient client) throws IOException {
        prepare(client);
        client.send(request);
        goOn(client);
        if (streams()) {
            client.until("first\n");
            if (!request.contains("HTTP/1.0")) {
                client.until("\r\n"); // the end of the chunk, so that nothing is left unread
            }
            settle(client);
        }
    }

    /** What comes before the request. */
    void prepare(RawClient client) throws IOException {}

    /** What follows the first packet of the request. */
    void goOn(RawClient client) throws IOException {}

    /** What the client does when its stream is open. */
    void settle(RawClient client) throws IOException {}
}
