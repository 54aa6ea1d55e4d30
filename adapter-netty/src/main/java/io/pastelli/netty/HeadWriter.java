package io.pastelli.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.http.Headers;
import io.pastelli.http.Status;

/** Writes a response head as HTTP/1.1 bytes. The fields are checked already; the connection's own fields are ours. */
final class HeadWriter {
    /** What the head says about the connection. */
    enum Connection {
        /** Nothing: HTTP/1.1 is kept without a word. */
        SILENT,
        /** It is kept for an HTTP/1.0 client that asked for it. */
        KEEP_ALIVE,
        /** It is closed. */
        CLOSE,
        /** It goes on in another protocol. */
        UPGRADE
    }

    private HeadWriter() {}

    static void write(ByteBuf out, ResponseHead head, boolean chunked, Connection connection) {
        ascii(out, "HTTP/1.1 ");
        digit(out, head.status() / 100);
        digit(out, head.status() / 10);
        digit(out, head.status());
        out.writeByte(' ');
        ascii(out, Status.reason(head.status()));
        crlf(out);
        fields(out, head.headers());
        if (chunked) {
            ascii(out, "transfer-encoding: chunked\r\n");
        }
        switch (connection) {
            case SILENT -> {
            }
            case KEEP_ALIVE -> ascii(out, "connection: keep-alive\r\n");
            case CLOSE -> ascii(out, "connection: close\r\n");
            case UPGRADE -> ascii(out, "connection: upgrade\r\n");
        }
        crlf(out);
    }

    /** Writes all fields but those of the connection. */
    static void fields(ByteBuf out, Headers fields) {
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            if (!name.equals("connection") && !name.equals("transfer-encoding")) {
                ascii(out, name);
                ascii(out, ": ");
                ascii(out, fields.value(i));
                crlf(out);
            }
        }
    }

    /** Writes characters up to U+00FF as one byte each. */
    static void ascii(ByteBuf out, String text) {
        ByteBufUtil.writeAscii(out, text);
    }

    private static void digit(ByteBuf out, int number) {
        out.writeByte('0' + number % 10);
    }

    static void crlf(ByteBuf out) {
        out.writeShort('\r' << 8 | '\n');
    }
}
