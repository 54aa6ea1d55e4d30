package io.pastelli.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pastelli.http.Bytes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a client into messages and control frames, in pieces of any size.
 *
 * <p>
 * What is whole is taken from where it lies; only what is not is copied together. It keeps at most one message and one
 * control frame, each within its limit, and nothing between messages.
 *
 * <p>
 * <b>Threading:</b> one thread at a time.
 */
final class FrameDecoder {
    /** Empty fragments cost next to nothing to send, so they are counted: no message needs many. */
    private static final int MOST_EMPTY = 16;

    private final Incoming to;
    private final int maxMessage;
    private final FrameHead head;
    private final Assembly message = new Assembly();
    private final Assembly control = new Assembly();
    private final Utf8Check utf8 = new Utf8Check();
    // of the message that is coming: 0 when there is none
    private int opcode;
    private int empty;
    // of the frame that is coming: -1 while its header is
    private int left = -1;
    private int key;
    private boolean closed;
    private final @Nullable Inflating inflating;
    private boolean compressed;

    FrameDecoder(WebSocketOptions options, Optional<Compression> agreed, Incoming to) {
        this.to = to;
        this.maxMessage = options.maxMessage();
        this.head = new FrameHead(options.maxFrame(), agreed.isPresent());
        this.inflating = agreed.map(each -> new Inflating(each, maxMessage)).orElse(null);
    }

    /**
     * Takes bytes, which it may change in place.
     *
     * @throws WebSocketException when they break the protocol or a limit; nothing can be decoded after that
     */
    void decode(byte[] bytes, int from, int end) {
        int at = from;
        while (!closed && (at < end || left == 0)) {
            if (left < 0) {
                at = head.take(bytes, at, end);
                if (head.whole()) {
                    begin();
                }
            } else {
                int some = Math.min(left, end - at);
                Mask.apply(key, bytes, at, at + some);
                if (Opcode.control(head.opcode())) {
                    control(bytes, at, some);
                } else {
                    data(bytes, at, some);
                }
                at += some;
            }
        }
    }

    private void begin() {
        int length = head.length();
        int frame = head.opcode();
        if (frame == Opcode.CONTINUATION) {
            if (opcode == 0) {
                throw WebSocketException.protocol("there is no message to continue");
            }
        } else if (!Opcode.control(frame)) {
            if (opcode != 0) {
                throw WebSocketException.protocol("the message before is not complete: continue it");
            }
            opcode = frame;
            compressed = head.compressed();
        }
        if (!Opcode.control(frame)) {
            if (!compressed && length > maxMessage - message.size()) {
                throw WebSocketException.tooLarge("a message", maxMessage);
            }
            if (length == 0 && !head.fin() && ++empty > MOST_EMPTY) {
                throw WebSocketException.policy("a message has at most " + MOST_EMPTY + " empty fragments");
            }
        }
        left = length;
        key = head.mask();
    }

    /** Notes that so many bytes of the frame are taken; tells whether that was its end. */
    private boolean took(int some) {
        left -= some;
        key = Mask.turn(key, some);
        if (left > 0) {
            return false;
        }
        left = -1;
        head.reset();
        return true;
    }

    private void data(byte[] bytes, int at, int some) {
        boolean fin = head.fin();
        boolean whole = fin && some == left;
        Inflating inflater = compressed ? inflating : null;
        if (inflater != null) {
            inflater.add(bytes, at, some, message.size(), this::inflated);
            if (whole) {
                inflater.finish(message.size(), this::inflated);
            }
        } else {
            check(bytes, at, some);
            if (whole && message.size() == 0) {
                took(some);
                deliver(bytes, at, some);
                return;
            }
            message.add(bytes, at, some, fin ? left : maxMessage - message.size());
        }
        if (took(some) && fin) {
            deliver(message.bytes(), 0, message.size());
        }
    }

    private void inflated(byte[] bytes, int length) {
        check(bytes, 0, length);
        message.add(bytes, 0, length, maxMessage - message.size());
    }

    private void check(byte[] bytes, int at, int length) {
        if (opcode == Opcode.TEXT && !utf8.accepts(bytes, at, at + length)) {
            throw WebSocketException.notUtf8();
        }
    }

    private void deliver(byte[] bytes, int from, int size) {
        if (opcode == Opcode.TEXT && !utf8.complete()) {
            throw WebSocketException.notUtf8();
        }
        if (opcode == Opcode.TEXT) {
            to.text(new String(bytes, from, size, UTF_8), size);
        } else {
            to.binary(Bytes.of(bytes, from, from + size));
        }
        message.clear();
        opcode = 0;
        empty = 0;
    }

    /** Gives back what decompression holds. */
    void close() {
        if (inflating != null) {
            inflating.close();
        }
    }

    private void control(byte[] bytes, int at, int some) {
        int kind = head.opcode();
        control.add(bytes, at, some, left);
        if (!took(some)) {
            return;
        }
        byte[] payload = control.bytes();
        int size = control.size();
        control.clear();
        switch (kind) {
            case Opcode.PING -> to.ping(Bytes.of(payload, 0, size));
            case Opcode.PONG -> to.pong(Bytes.of(payload, 0, size));
            default -> {
                closed = true;
                to.close(closeStatus(payload, size));
            }
        }
    }

    private static CloseStatus closeStatus(byte[] payload, int size) {
        if (size == 0) {
            return CloseStatus.NONE;
        }
        int code = size == 1 ? 0 : (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
        if (!CloseStatus.valid(code)) {
            throw WebSocketException.protocol("a close frame has a valid code or nothing");
        }
        var reason = new Utf8Check();
        if (!reason.accepts(payload, 2, size) || !reason.complete()) {
            throw WebSocketException.notUtf8();
        }
        return new CloseStatus(code, new String(payload, 2, size - 2, UTF_8));
    }
}
