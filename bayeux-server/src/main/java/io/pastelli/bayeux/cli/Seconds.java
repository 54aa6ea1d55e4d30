package io.pastelli.bayeux.cli;

import java.math.BigDecimal;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time in seconds, with or without decimals; at most 10 000 000, to the millisecond. */
public final class Seconds implements ITypeConverter<Duration> {
    private static final int LONGEST_TEXT = 20;
    private static final BigDecimal MOST = BigDecimal.valueOf(10_000_000);

    /** Makes a converter. */
    public Seconds() {}

    @Override
    public Duration convert(String text) {
        try {
            var seconds = new BigDecimal(text.substring(0, Math.min(text.length(), LONGEST_TEXT)));
            if (text.length() <= LONGEST_TEXT && seconds.signum() >= 0 && seconds.compareTo(MOST) <= 0) {
                return Duration.ofMillis(seconds.movePointRight(3).longValueExact());
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // said below
        }
        throw new TypeConversionException("'" + text + "' is no time: pass seconds, such as 25 or 0.5");
    }
}
