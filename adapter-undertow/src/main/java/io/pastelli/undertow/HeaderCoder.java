package io.pastelli.undertow;

import io.pastelli.http.Headers;
import io.undertow.protocols.http2.HpackDecoder;
import io.undertow.protocols.http2.HpackEncoder;
import io.undertow.protocols.http2.HpackException;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.Set;

/** Undertow's HPACK (RFC 7541) for one connection: its state goes from block to block, in the order of the wire. */
final class HeaderCoder {
    private static final int TABLE = 4096;
    private static final HttpString STATUS = new HttpString(":status");
    private static final Set<String> CONNECTION = Set.of("connection", "keep-alive", "proxy-connection",
            "transfer-encoding", "upgrade");
    private static final Set<String> REPEATED = Set.of("content-type", "cache-control", "server", "vary",
            "link",
            "access-control-allow-origin", "strict-transport-security", "x-content-type-options");

    private final HpackDecoder decoder = new HpackDecoder(TABLE);
    private final HpackEncoder encoder = new HpackEncoder(TABLE, new HpackEncoder.HpackHeaderFunction() {
        @Override
        public boolean shouldUseIndexing(HttpString name, String value) {
            return REPEATED.contains(name.toString());
        }

        @Override
        public boolean shouldUseHuffman(HttpString name, String value) {
            return value.length() > 10;
        }

        @Override
        public boolean shouldUseHuffman(HttpString name) {
            return name.length() > 10;
        }
    });

    /** Decodes a whole block. */
    void decode(ByteBuffer block, HeaderFields into) throws Http2Error {
        decoder.setHeaderEmitter(into);
        try {
            decoder.decode(block, false);
        } catch (HpackException | RuntimeException e) {
            throw broken(); // a bad index is met as any exception
        }
        if (block.hasRemaining()) {
            throw broken();
        }
    }

    /** Takes the table size that the client allows. */
    void tableSize(int allowed) {
        encoder.setMaxTableSize(Math.clamp(allowed, 0, TABLE));
    }

    /** Encodes the head of a response; fields of an HTTP/1.1 connection are left out. */
    ByteBuffer head(int status, Headers headers) {
        ByteBuffer block = ByteBuffer.allocate(size(headers));
        put(block, new HeaderMap(), STATUS, Integer.toString(status));
        return encode(block, headers);
    }

    ByteBuffer trailers(Headers headers) {
        return encode(ByteBuffer.allocate(size(headers)), headers);
    }

    /** Encodes field by field: a map of many has an order of its own. */
    private ByteBuffer encode(ByteBuffer block, Headers headers) {
        var one = new HeaderMap();
        for (var field : headers) {
            if (!CONNECTION.contains(field.name())) {
                one.clear();
                put(block, one, new HttpString(field.name()), field.value());
            }
        }
        return block.flip();
    }

    private void put(ByteBuffer block, HeaderMap empty, HttpString name, String value) {
        if (encoder.encode(empty.put(name, value), block) != HpackEncoder.State.COMPLETE) {
            throw new IllegalStateException(
                    "a header block of " + block.capacity() + " bytes did not suffice");
        }
    }

    private static int size(Headers headers) {
        int size = 64;
        for (var field : headers) {
            size += field.name().length() + field.value().length() + 16;
        }
        return size;
    }

    private static Http2Error broken() {
        return Http2Error.connection(Http2Codes.COMPRESSION_ERROR, "a header block cannot be decoded");
    }
}
