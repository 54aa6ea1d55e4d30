package io.pastelli.testkit.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pastelli.http.Headers.Field;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Encodes header blocks as literals that no table remembers (RFC 7541 section 6.2.2), so that no block needs another. */
public final class Hpack {
    private Hpack() {}

    /** Encodes these names and values in turn: {@code block(":method", "GET", "accept", "a")}. */
    public static byte[] block(String... namesAndValues) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            field(out, namesAndValues[i], namesAndValues[i + 1]);
        }
        return out.toByteArray();
    }

    /** Encodes these fields. */
    public static byte[] block(List<Field> fields) {
        var out = new ByteArrayOutputStream();
        fields.forEach(field -> field(out, field.name(), field.value()));
        return out.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, String name, String value) {
        out.write(0);
        string(out, name);
        string(out, value);
    }

    private static void string(ByteArrayOutputStream out, String text) {
        integer(out, text.length());
        out.writeBytes(text.getBytes(ISO_8859_1));
    }

    private static void integer(ByteArrayOutputStream out, int value) {
        if (value < 127) {
            out.write(value);
            return;
        }
        out.write(127);
        int rest = value - 127;
        while (rest >= 128) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
