package io.pastelli.undertow;

import io.pastelli.adapter.Limits;
import io.undertow.protocols.http2.HpackDecoder;
import io.undertow.util.HttpString;
import java.util.ArrayList;
import java.util.List;

/** The fields of one header block as they come out of HPACK; above the limits they are counted and not kept. */
final class HeaderFields implements HpackDecoder.HeaderEmitter {
    private static final int LINE_EXTRA = 4; // ": " and CRLF, so that limits mean the same as on HTTP/1.1

    private final Limits limits;
    private final List<String> flat = new ArrayList<>();
    private int lineSize;
    private int size;
    private int count;

    HeaderFields(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void emitHeader(HttpString name, String value, boolean neverIndex) {
        String text = name.toString();
        int length = text.length() + value.length() + LINE_EXTRA;
        if (text.equals(":path")) {
            lineSize = add(lineSize, value.length());
        } else if (text.isEmpty() || text.charAt(0) != ':' || text.equals(":authority")) {
            size = add(size, length);
            count = add(count, 1);
        }
        if (!tooLong() && !tooMany()) {
            flat.add(text);
            flat.add(value);
        }
    }

    /** Tells whether what would be the request line is too long. */
    boolean tooLong() {
        return lineSize > limits.requestLine();
    }

    /** Tells whether the fields are too many or too large. */
    boolean tooMany() {
        return size > limits.headers() || count > limits.headerCount();
    }

    /** Returns name, value, name, value, … in order. */
    List<String> flat() {
        return flat;
    }

    private static int add(int a, int b) {
        return (int) Math.min(Integer.MAX_VALUE, (long) a + b);
    }
}
