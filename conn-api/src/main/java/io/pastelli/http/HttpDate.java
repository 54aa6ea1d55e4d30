package io.pastelli.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The date format of HTTP, IMF-fixdate (RFC 9110 section 5.6.7). */
public final class HttpDate {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter
            .ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private HttpDate() {}

    /** Returns {@code instant} as in {@code Sun, 06 Nov 1994 08:49:37 GMT}; fractions of a second are cut off. */
    public static String format(Instant instant) {
        return FORMAT.format(instant);
    }
}
