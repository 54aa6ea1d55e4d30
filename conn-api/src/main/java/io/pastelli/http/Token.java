package io.pastelli.http;

/** The token of RFC 9110 section 5.6.2: what may be a method, a field name and much else. Thread-safe. */
public final class Token {
    static final String MARKS = "!#$%&'*+-.^_`|~";
    private static final boolean[] TOKEN = token(); // never changed

    private Token() {}

    /** Tells whether a token may have this character: an ASCII letter, a digit or one of fifteen marks. */
    public static boolean may(int c) {
        return c >= 0 && c < TOKEN.length && TOKEN[c];
    }

    /** Tells whether all of a text is a token; an empty text is none. */
    public static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!may(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean[] token() {
        var token = new boolean[128];
        for (char c = 0; c < token.length; c++) {
            token[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                    || MARKS.indexOf(c) >= 0;
        }
        return token;
    }
}
