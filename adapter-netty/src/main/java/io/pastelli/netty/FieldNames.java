package io.pastelli.netty;

import io.netty.util.AsciiString;
import io.pastelli.http.Headers;
import java.util.HashMap;
import java.util.Map;

/** The texts of field names that Netty's decoder has read: those of common names are made once. */
final class FieldNames {
    private static final Map<AsciiString, String> COMMON = common();

    private FieldNames() {}

    /** Returns the text of a name, in lower case when it is a common one. */
    static String text(CharSequence name) {
        String known = name instanceof AsciiString bytes ? COMMON.get(bytes) : null;
        return known == null ? name.toString() : known;
    }

    private static Map<AsciiString, String> common() {
        var common = new HashMap<AsciiString, String>(); // never changed
        for (String name : Headers.commonNames()) {
            String lower = Headers.lowerCase(name);
            common.put(AsciiString.of(name), lower);
            common.put(AsciiString.of(lower), lower);
        }
        return common;
    }
}
