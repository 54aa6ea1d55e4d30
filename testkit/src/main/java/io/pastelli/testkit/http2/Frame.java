package io.pastelli.testkit.http2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pastelli.http.Bytes;
import java.nio.ByteBuffer;

/**
 * One frame (RFC 9113 section 4.1), right or wrong.
 *
 * @param type one of the constants here, or any other number from 0 to 255
 * @param flags the flags
 * @param stream the number of the stream, 0 for the connection
 * @param payload what follows the nine bytes of the frame's head
 */
public record Frame(int type, int flags, int stream, Bytes payload) {
    /** DATA. */
    public static final int DATA = 0;
    /** HEADERS. */
    public static final int HEADERS = 1;
    /** PRIORITY. */
    public static final int PRIORITY = 2;
    /** RST_STREAM. */
    public static final int RST_STREAM = 3;
    /** SETTINGS. */
    public static final int SETTINGS = 4;
    /** PUSH_PROMISE. */
    public static final int PUSH_PROMISE = 5;
    /** PING. */
    public static final int PING = 6;
    /** GOAWAY. */
    public static final int GOAWAY = 7;
    /** WINDOW_UPDATE. */
    public static final int WINDOW_UPDATE = 8;
    /** CONTINUATION. */
    public static final int CONTINUATION = 9;

    /** The flag of DATA and HEADERS: nothing follows on the stream. */
    public static final int END_STREAM = 0x1;
    /** The flag of SETTINGS and PING. */
    public static final int ACK = 0x1;
    /** The flag of HEADERS and CONTINUATION: no CONTINUATION follows. */
    public static final int END_HEADERS = 0x4;
    /** The flag of DATA and HEADERS: there is padding. */
    public static final int PADDED = 0x8;
    /** The flag of HEADERS: there is a priority. */
    public static final int PRIORITISED = 0x20;

    static final int HEAD = 9;

    /** Returns a frame of any kind. */
    public static Frame of(int type, int flags, int stream, byte... payload) {
        return new Frame(type, flags, stream, Bytes.of(payload));
    }

    /** Returns SETTINGS with these identifiers and values in turn. */
    public static Frame settings(int... identifiersAndValues) {
        var payload = ByteBuffer.allocate(identifiersAndValues.length * 3);
        for (int i = 0; i < identifiersAndValues.length; i += 2) {
            payload.putShort((short) identifiersAndValues[i]).putInt(identifiersAndValues[i + 1]);
        }
        return of(SETTINGS, 0, 0, payload.array());
    }

    /** Returns whole HEADERS. */
    public static Frame headers(int stream, boolean endStream, byte... block) {
        return of(HEADERS, END_HEADERS | (endStream ? END_STREAM : 0), stream, block);
    }

    /** Returns DATA. */
    public static Frame data(int stream, boolean endStream, byte... bytes) {
        return of(DATA, endStream ? END_STREAM : 0, stream, bytes);
    }

    /** Returns DATA of text. */
    public static Frame data(int stream, boolean endStream, String text) {
        return data(stream, endStream, text.getBytes(UTF_8));
    }

    /** Returns RST_STREAM. */
    public static Frame reset(int stream, int code) {
        return of(RST_STREAM, 0, stream, number(code));
    }

    /** Returns WINDOW_UPDATE. */
    public static Frame windowUpdate(int stream, int bytes) {
        return of(WINDOW_UPDATE, 0, stream, number(bytes));
    }

    /** Returns PING with this number as its eight bytes. */
    public static Frame ping(long opaque) {
        return of(PING, 0, 0, ByteBuffer.allocate(8).putLong(opaque).array());
    }

    /** Returns GOAWAY. */
    public static Frame goAway(int lastStream, int code) {
        return of(GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(lastStream).putInt(code).array());
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    /** Tells whether all these flags are set. */
    public boolean has(int flag) {
        return (flags & flag) == flag;
    }

    /** Returns the error code of RST_STREAM or GOAWAY. */
    public ErrorCode code() {
        return ErrorCode.of(payload.asByteBuffer().getInt(type == GOAWAY ? 4 : 0) & 0xffffffffL);
    }

    /** Returns the content of DATA or HEADERS without padding and priority. */
    public byte[] content() {
        byte[] all = payload.toByteArray();
        int from = (has(PADDED) ? 1 : 0) + (type == HEADERS && has(PRIORITISED) ? 5 : 0);
        int padding = has(PADDED) ? all[0] & 0xff : 0;
        return java.util.Arrays.copyOfRange(all, from, all.length - padding);
    }

    /** Returns the frame as it is sent. */
    public byte[] bytes() {
        return ByteBuffer.allocate(HEAD + payload.size()).putInt((payload.size() << 8) | type)
                .put((byte) flags).putInt(stream).put(payload.toByteArray()).array();
    }
}
