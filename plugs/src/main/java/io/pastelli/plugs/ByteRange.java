package io.pastelli.plugs;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code range} field asks of so many bytes (RFC 9110 section 14).
 *
 * @param first the first byte
 * @param length the number of bytes; 0 when none of those asked for exists: 416
 */
record ByteRange(long first, long length) {
    private static final Pattern SINGLE = Pattern.compile("bytes=[ \t]*(\\d*)-(\\d*)[ \t]*");
    private static final int LONGEST = 100;
    private static final int DIGITS = 18; // more are more than any file has

    /** The one range of a field; empty, which means the whole, for several, another unit or what is malformed. */
    static Optional<ByteRange> parse(String field, long size) {
        if (field.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher found = SINGLE.matcher(field.toLowerCase(Locale.ROOT));
        if (!found.matches() || (found.group(1).isEmpty() && found.group(2).isEmpty())) {
            return Optional.empty();
        }
        return found.group(1).isEmpty()
                ? suffix(number(found.group(2)), size)
                : from(number(found.group(1)),
                        found.group(2).isEmpty() ? Long.MAX_VALUE : number(found.group(2)), size);
    }

    /** Tells whether there is something to send. */
    boolean satisfiable() {
        return length > 0;
    }

    private static Optional<ByteRange> suffix(long last, long size) {
        if (size == 0 && last > 0) {
            return Optional.empty(); // satisfiable, but no content-range can say so
        }
        long length = Math.min(last, size);
        return Optional.of(new ByteRange(size - length, length));
    }

    private static Optional<ByteRange> from(long first, long last, long size) {
        if (last < first) {
            return Optional.empty();
        }
        return Optional.of(new ByteRange(first, Math.max(0, Math.min(last, size - 1) - first + 1)));
    }

    private static long number(String digits) {
        String plain = digits.replaceFirst("^0+(?=\\d)", "");
        return plain.length() > DIGITS ? Long.MAX_VALUE : Long.parseLong(plain);
    }
}
