package io.pastelli.bench.server;

import io.netty.util.AsciiString;
import io.pastelli.http.HttpDate;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** The {@code date} field of bare Netty, made once a second; Jetty, Undertow and Pastelli have their own. */
final class DateCache {
    private final AtomicReference<Second> last = new AtomicReference<>(
            new Second(0, AsciiString.EMPTY_STRING));

    private record Second(long number, AsciiString text) {}

    AsciiString now() {
        long number = System.currentTimeMillis() / 1000;
        Second known = last.get();
        if (known.number != number) {
            known = new Second(number, new AsciiString(HttpDate.format(Instant.ofEpochSecond(number))));
            last.set(known);
        }
        return known.text;
    }
}
