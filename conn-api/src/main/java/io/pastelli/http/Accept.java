package io.pastelli.http;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Proactive negotiation (RFC 9110 section 12.5): of several offers the one a client likes best, of equals the one offered
 * first. At most 64 elements of its wishes are read; what makes no sense is skipped.
 */
public final class Accept {
    private Accept() {}

    /**
     * Returns the media type to answer with, by the values of {@code accept}; empty when the client takes none. Without
     * the field everything is welcome.
     */
    public static Optional<String> best(List<String> fieldValues, List<String> offered) {
        List<Weighted> ranges = Weighted.parse(fieldValues).stream()
                .filter(each -> each.value().indexOf('/') > 0).toList();
        if (ranges.isEmpty()) {
            return offered.stream().findFirst();
        }
        return offered.stream().filter(type -> quality(ranges, type) > 0)
                .max(Comparator.<String>comparingDouble(type -> quality(ranges, type))
                        .thenComparingInt(type -> -offered.indexOf(type)));
    }

    /**
     * Returns the content coding to answer with, by the values of {@code accept-encoding}; empty for the bytes as they are:
     * when there is no such field, the client takes none of them, or likes {@code identity} better.
     *
     * @param offered codings in lower case, without {@code identity}
     */
    public static Optional<String> bestCoding(List<String> fieldValues, List<String> offered) {
        List<Weighted> asked = Weighted.parse(fieldValues);
        double plain = coding(asked, "identity").orElse(0.0);
        return offered.stream()
                .filter(each -> wish(asked, each) > 0 && wish(asked, each) >= plain)
                .max(Comparator.<String>comparingDouble(each -> wish(asked, each))
                        .thenComparingInt(each -> -offered.indexOf(each)));
    }

    /** The most precise range decides. */
    private static double quality(List<Weighted> ranges, String offered) {
        String type = offered.toLowerCase(Locale.ROOT);
        return ranges.stream().filter(range -> matches(range.value(), type))
                .max(Comparator.comparingInt(range -> precision(range.value())))
                .map(Weighted::quality).orElse(0.0);
    }

    private static boolean matches(String range, String type) {
        return range.equals("*/*") || range.equals(type)
                || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
    }

    private static int precision(String range) {
        return range.equals("*/*") ? 0 : range.endsWith("/*") ? 1 : 2;
    }

    private static double wish(List<Weighted> asked, String coding) {
        return coding(asked, coding).or(() -> coding(asked, "*")).orElse(0.0);
    }

    private static Optional<Double> coding(List<Weighted> asked, String coding) {
        return asked.stream()
                .filter(each -> each.value().equals(coding)
                        || (coding.equals("gzip") && each.value().equals("x-gzip"))) // RFC 9110 section 8.4.1.3
                .map(Weighted::quality).findFirst();
    }
}
