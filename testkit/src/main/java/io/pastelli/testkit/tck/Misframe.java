package io.pastelli.testkit.tck;

import static io.pastelli.testkit.http2.ErrorCode.COMPRESSION_ERROR;
import static io.pastelli.testkit.http2.ErrorCode.FLOW_CONTROL_ERROR;
import static io.pastelli.testkit.http2.ErrorCode.FRAME_SIZE_ERROR;
import static io.pastelli.testkit.http2.ErrorCode.PROTOCOL_ERROR;
import static io.pastelli.testkit.http2.ErrorCode.STREAM_CLOSED;

import io.pastelli.testkit.http2.ErrorCode;
import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Hpack;
import io.pastelli.testkit.http2.Http2Client;
import java.util.Set;

/** Frames that break the rules of RFC 9113, and with which errors a server may answer them. */
@SuppressWarnings("ImmutableEnumChecker") // sets and lambdas that nobody can change
enum Misframe {
    /** Section 6.1. */
    DATA_ON_THE_CONNECTION(PROTOCOL_ERROR, client -> frames(Frame.data(0, false, "x"))), //
    DATA_ON_AN_IDLE_STREAM(PROTOCOL_ERROR, client -> frames(Frame.data(1, true, "x"))), //
    DATA_WITH_TOO_MUCH_PADDING(PROTOCOL_ERROR,
            client -> frames(open(client), Frame.of(Frame.DATA, Frame.PADDED, 1, (byte) 9, (byte) 0))), //
    DATA_AFTER_THE_END(Set.of(STREAM_CLOSED, PROTOCOL_ERROR),
            client -> frames(Frame.headers(1, true, client.head("GET", "/held")), Frame.data(1, true, "x"))), //
    DATA_OVER_THE_FRAME_SIZE(FRAME_SIZE_ERROR,
            client -> frames(open(client), Frame.data(1, true, new byte[16_385]))), //
    DATA_OVER_THE_WINDOW(FLOW_CONTROL_ERROR,
            client -> frames(open(client), Frame.data(1, false, new byte[16_384]),
                    Frame.data(1, false, new byte[16_384]), Frame.data(1, false, new byte[16_384]),
                    Frame.data(1, false, new byte[16_384]), Frame.data(1, false, new byte[16_384]),
                    Frame.data(1, false, new byte[16_384]), Frame.data(1, false, new byte[16_384]),
                    Frame.data(1, false, new byte[16_384]), Frame.data(1, false, new byte[16_384]))), //
    /** Section 6.2, 5.1.1 and 4.3. */
    HEADERS_ON_THE_CONNECTION(PROTOCOL_ERROR, client -> frames(whole(client, 0))), //
    HEADERS_ON_AN_EVEN_STREAM(PROTOCOL_ERROR, client -> frames(whole(client, 2))), //
    HEADERS_ON_A_LOWER_STREAM(Set.of(PROTOCOL_ERROR, STREAM_CLOSED),
            client -> frames(whole(client, 5), whole(client, 3))), //
    HEADERS_AFTER_THE_END(Set.of(STREAM_CLOSED, PROTOCOL_ERROR),
            client -> frames(Frame.headers(1, true, client.head("GET", "/held")), whole(client, 1))), //
    /** Section 8.1. */
    TRAILERS_WITHOUT_THE_END(PROTOCOL_ERROR,
            client -> frames(open(client), Frame.headers(1, false, Hpack.block("x", "y")))), //
    HEADERS_WITH_TOO_MUCH_PADDING(PROTOCOL_ERROR,
            client -> frames(Frame.of(Frame.HEADERS, Frame.PADDED | Frame.END_HEADERS | Frame.END_STREAM, 1,
                    (byte) 200, (byte) 0x82))), //
    HEADERS_OVER_THE_FRAME_SIZE(FRAME_SIZE_ERROR,
            client -> frames(Frame.headers(1, true, client.head("GET", "/", "x", "v".repeat(17_000))))), //
    HEADERS_THAT_CANNOT_BE_DECODED(COMPRESSION_ERROR,
            client -> frames(Frame.headers(1, true, (byte) 0xff, (byte) 0x80, (byte) 0x80, (byte) 0x80))), //
    HEADERS_WITH_AN_INDEX_OF_NO_TABLE(COMPRESSION_ERROR,
            client -> frames(Frame.headers(1, true, (byte) 0xfe))), //
    HEADERS_WITH_A_TABLE_TOO_LARGE(COMPRESSION_ERROR,
            client -> frames(Frame.headers(1, true, (byte) 0x3f, (byte) 0xff, (byte) 0xff, (byte) 0x7f))), //
    ANOTHER_FRAME_WITHIN_HEADERS(PROTOCOL_ERROR,
            client -> frames(Frame.of(Frame.HEADERS, Frame.END_STREAM, 1, client.head("GET", "/")),
                    Frame.ping(1))), //
    AN_UNKNOWN_FRAME_WITHIN_HEADERS(PROTOCOL_ERROR,
            client -> frames(Frame.of(Frame.HEADERS, Frame.END_STREAM, 1, client.head("GET", "/")),
                    Frame.of(0xbe, 0, 1, (byte) 1))), //
    /** Section 6.10. */
    A_CONTINUATION_OF_NOTHING(PROTOCOL_ERROR,
            client -> frames(Frame.of(Frame.CONTINUATION, Frame.END_HEADERS, 1, client.head("GET", "/")))), //
    A_CONTINUATION_OF_ANOTHER_STREAM(PROTOCOL_ERROR,
            client -> frames(Frame.of(Frame.HEADERS, Frame.END_STREAM, 1, client.head("GET", "/")),
                    Frame.of(Frame.CONTINUATION, Frame.END_HEADERS, 3))), //
    /** Section 6.3. */
    PRIORITY_ON_THE_CONNECTION(PROTOCOL_ERROR, client -> frames(Frame.of(Frame.PRIORITY, 0, 0, new byte[5]))), //
    PRIORITY_OF_A_WRONG_SIZE(FRAME_SIZE_ERROR,
            client -> frames(open(client), Frame.of(Frame.PRIORITY, 0, 1, new byte[4]))), //
    /** Section 6.4. */
    RESET_OF_THE_CONNECTION(PROTOCOL_ERROR, client -> frames(Frame.reset(0, 8))), //
    RESET_OF_AN_IDLE_STREAM(PROTOCOL_ERROR, client -> frames(Frame.reset(1, 8))), //
    RESET_OF_A_WRONG_SIZE(FRAME_SIZE_ERROR,
            client -> frames(open(client), Frame.of(Frame.RST_STREAM, 0, 1, new byte[3]))), //
    /** Section 6.5. */
    SETTINGS_OF_A_STREAM(PROTOCOL_ERROR, client -> frames(Frame.of(Frame.SETTINGS, 0, 1))), //
    SETTINGS_OF_A_WRONG_SIZE(FRAME_SIZE_ERROR, client -> frames(Frame.of(Frame.SETTINGS, 0, 0, new byte[3]))), //
    AN_ACKNOWLEDGEMENT_WITH_SETTINGS(FRAME_SIZE_ERROR,
            client -> frames(Frame.of(Frame.SETTINGS, Frame.ACK, 0, new byte[6]))), //
    PUSH_NEITHER_ON_NOR_OFF(PROTOCOL_ERROR, client -> frames(Frame.settings(2, 2))), //
    A_WINDOW_OVER_THE_LARGEST(FLOW_CONTROL_ERROR, client -> frames(Frame.settings(4, 0x80000000))), //
    A_FRAME_SIZE_BELOW_THE_SMALLEST(PROTOCOL_ERROR, client -> frames(Frame.settings(5, 16_383))), //
    A_FRAME_SIZE_OVER_THE_LARGEST(PROTOCOL_ERROR, client -> frames(Frame.settings(5, 1 << 24))), //
    /** Section 6.6. */
    A_PUSH_PROMISE(PROTOCOL_ERROR,
            client -> frames(open(client), Frame.of(Frame.PUSH_PROMISE, Frame.END_HEADERS, 1, new byte[4]))), //
    /** Section 6.7. */
    PING_ON_A_STREAM(PROTOCOL_ERROR, client -> frames(Frame.of(Frame.PING, 0, 1, new byte[8]))), //
    PING_OF_A_WRONG_SIZE(FRAME_SIZE_ERROR, client -> frames(Frame.of(Frame.PING, 0, 0, new byte[6]))), //
    /** Section 6.8. */
    GO_AWAY_OF_A_STREAM(PROTOCOL_ERROR, client -> frames(Frame.of(Frame.GOAWAY, 0, 1, new byte[8]))), //
    /** Section 6.9. */
    A_WINDOW_OPENED_BY_NOTHING(PROTOCOL_ERROR, client -> frames(Frame.windowUpdate(0, 0))), //
    A_STREAM_WINDOW_OPENED_BY_NOTHING(PROTOCOL_ERROR,
            client -> frames(open(client), Frame.windowUpdate(1, 0))), //
    A_WINDOW_UPDATE_OF_A_WRONG_SIZE(FRAME_SIZE_ERROR,
            client -> frames(Frame.of(Frame.WINDOW_UPDATE, 0, 0, new byte[3]))), //
    A_WINDOW_OPENED_TOO_FAR(FLOW_CONTROL_ERROR,
            client -> frames(Frame.windowUpdate(0, 0x7fffffff), Frame.windowUpdate(0, 0x7fffffff))), //
    A_STREAM_WINDOW_OPENED_TOO_FAR(FLOW_CONTROL_ERROR,
            client -> frames(open(client), Frame.windowUpdate(1, 0x7fffffff),
                    Frame.windowUpdate(1, 0x7fffffff))), //
    A_WINDOW_OF_AN_IDLE_STREAM(PROTOCOL_ERROR, client -> frames(Frame.windowUpdate(1, 1)));

    /** Makes the frames for a fresh connection. */
    interface Made {
        Frame[] by(Http2Client client);
    }

    private final Set<ErrorCode> codes;
    private final Made made;

    Misframe(ErrorCode code, Made made) {
        this(Set.of(code), made);
    }

    Misframe(Set<ErrorCode> codes, Made made) {
        this.codes = codes;
        this.made = made;
    }

    /** Returns how it may be answered. */
    Set<ErrorCode> codes() {
        return codes;
    }

    Frame[] frames(Http2Client client) {
        return made.by(client);
    }

    private static Frame[] frames(Frame... frames) {
        return frames;
    }

    private static Frame open(Http2Client client) {
        return Frame.headers(1, false, client.head("POST", "/held"));
    }

    private static Frame whole(Http2Client client, int stream) {
        return Frame.headers(stream, true, client.head("GET", "/"));
    }
}
