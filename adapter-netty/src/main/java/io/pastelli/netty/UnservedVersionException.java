package io.pastelli.netty;

import java.util.regex.Pattern;

/** The third word of a request line is not a version we serve. */
final class UnservedVersionException extends Exception {
    private static final long serialVersionUID = 1;
    private static final Pattern VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");

    private final boolean isVersion;

    UnservedVersionException(String word) {
        super("not served", null, false, false);
        this.isVersion = VERSION.matcher(word).matches();
    }

    /** Tells whether the word is a version at all. */
    boolean isVersion() {
        return isVersion;
    }
}
