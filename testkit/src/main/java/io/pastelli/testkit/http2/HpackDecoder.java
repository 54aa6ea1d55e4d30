package io.pastelli.testkit.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pastelli.http.Headers.Field;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Decodes the header blocks of one direction, in the order they come (RFC 7541 section 6). */
final class HpackDecoder {
    private final HeaderTable table = new HeaderTable(4096);

    List<Field> decode(byte[] block) throws IOException {
        var in = ByteBuffer.wrap(block);
        var fields = new ArrayList<Field>();
        try {
            while (in.hasRemaining()) {
                int first = in.get(in.position()) & 0xff;
                if (first >= 0x80) {
                    fields.add(table.get(integer(in, 7)));
                } else if (first >= 0x40) {
                    Field field = literal(in, 6);
                    table.add(field);
                    fields.add(field);
                } else if (first >= 0x20) {
                    table.resize(integer(in, 5));
                } else {
                    fields.add(literal(in, 4)); // without indexing, or never indexed
                }
            }
        } catch (BufferUnderflowException e) {
            throw new IOException("a header block ends in the middle of a field", e);
        }
        return fields;
    }

    private Field literal(ByteBuffer in, int prefix) throws IOException {
        int index = integer(in, prefix);
        String name = index == 0 ? string(in) : table.get(index).name();
        return new Field(name, string(in));
    }

    private static String string(ByteBuffer in) throws IOException {
        boolean huffman = in.get(in.position()) < 0;
        int length = integer(in, 7);
        if (length > in.remaining()) {
            throw new IOException("a header string is longer than its block");
        }
        var bytes = new byte[length];
        in.get(bytes);
        return huffman ? Huffman.decode(bytes) : new String(bytes, ISO_8859_1);
    }

    private static int integer(ByteBuffer in, int prefix) throws IOException {
        int mask = (1 << prefix) - 1;
        long value = in.get() & mask;
        if (value < mask) {
            return (int) value;
        }
        for (int shift = 0; shift <= 28; shift += 7) {
            int next = in.get();
            value += (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return Math.toIntExact(value);
            }
        }
        throw new IOException("a header integer is too long");
    }
}
