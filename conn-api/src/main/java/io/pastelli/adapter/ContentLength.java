package io.pastelli.adapter;

/** The value of a {@code content-length} (RFC 9110 section 8.6). */
public final class ContentLength {
    private static final int MOST_DIGITS = 19;

    private ContentLength() {}

    /** Reads digits only, in bytes; −1 for anything else, and for more than a long can hold. */
    public static long parse(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
