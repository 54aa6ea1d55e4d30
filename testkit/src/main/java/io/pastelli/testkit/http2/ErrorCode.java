package io.pastelli.testkit.http2;

import java.util.Arrays;

/** Why a stream or a connection ends (RFC 9113 section 7). */
public enum ErrorCode {
    /** No error. */
    NO_ERROR(0),
    /** The protocol was broken. */
    PROTOCOL_ERROR(1),
    /** The implementation failed. */
    INTERNAL_ERROR(2),
    /** More was sent than the window allows. */
    FLOW_CONTROL_ERROR(3),
    /** Settings were not acknowledged in time. */
    SETTINGS_TIMEOUT(4),
    /** A frame came for a stream that is over. */
    STREAM_CLOSED(5),
    /** A frame has the wrong size. */
    FRAME_SIZE_ERROR(6),
    /** The stream was not processed at all. */
    REFUSED_STREAM(7),
    /** The stream is no longer needed. */
    CANCEL(8),
    /** The tables of HPACK cannot be kept. */
    COMPRESSION_ERROR(9),
    /** The connection of a CONNECT was broken. */
    CONNECT_ERROR(10),
    /** The peer may be an attacker. */
    ENHANCE_YOUR_CALM(11),
    /** TLS is too weak. */
    INADEQUATE_SECURITY(12),
    /** HTTP/1.1 is needed. */
    HTTP_1_1_REQUIRED(13);

    private final int code;

    ErrorCode(int code) {
        this.code = code;
    }

    /** Returns the code on the wire. */
    public int code() {
        return code;
    }

    /** Returns what a code on the wire means; an unknown one is {@link #INTERNAL_ERROR}, as section 7 allows. */
    public static ErrorCode of(long code) {
        return Arrays.stream(values()).filter(each -> each.code == code).findFirst().orElse(INTERNAL_ERROR);
    }
}
