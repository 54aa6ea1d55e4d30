package io.pastelli.adapter.http1;

import io.pastelli.http.Headers;
import org.jspecify.annotations.Nullable;

/** The texts of common field names, found by their bytes: most requests need no text of their own for a name. */
final class CommonNames {
    private static final int MASK = 255; // a table with four places a name
    private static final @Nullable String[] NAMES = names(); // never changed

    private CommonNames() {}

    /**
     * Returns the text of a name in lower case, null when it is not a common one.
     *
     * @param hash what {@link String#hashCode} is for these bytes
     */
    static @Nullable String of(byte[] bytes, int from, int to, int hash) {
        for (int i = place(hash);; i = i + 1 & MASK) {
            String name = NAMES[i];
            if (name == null || is(name, bytes, from, to)) {
                return name;
            }
        }
    }

    /** Tells whether these bytes are the characters of {@code text}. */
    static boolean is(String text, byte[] bytes, int from, int to) {
        boolean same = to - from == text.length();
        for (int i = 0; same && i < text.length(); i++) {
            same = bytes[from + i] == text.charAt(i);
        }
        return same;
    }

    private static int place(int hash) {
        return (hash ^ hash >>> 16) & MASK;
    }

    private static @Nullable String[] names() {
        var names = new @Nullable String[MASK + 1];
        for (String name : Headers.commonNames()) {
            String lower = Headers.lowerCase(name);
            int i = place(lower.hashCode());
            while (names[i] != null) {
                i = i + 1 & MASK;
            }
            names[i] = lower;
        }
        return names;
    }
}
