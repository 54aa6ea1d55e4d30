package io.pastelli.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Proactive negotiation of a media type (RFC 9110 section 12.5.1). */
public final class Accept {
    private static final int MOST_RANGES = 64;

    private Accept() {}

    private record Range(String type, double quality, int precision) {
        boolean matches(String offered) {
            return type.equals("*/*") || type.equals(offered)
                    || (type.endsWith("/*") && offered.startsWith(type.substring(0, type.length() - 1)));
        }
    }

    /**
     * Returns the offered type that the client likes best; of equals the one offered first. Without an {@code accept}
     * field everything is welcome; ranges that make no sense are skipped.
     */
    public static Optional<String> best(List<String> fieldValues, List<String> offered) {
        List<Range> ranges = ranges(fieldValues);
        if (ranges.isEmpty()) {
            return offered.stream().findFirst();
        }
        return offered.stream().filter(type -> quality(ranges, type) > 0)
                .max(Comparator.<String>comparingDouble(type -> quality(ranges, type))
                        .thenComparingInt(type -> -offered.indexOf(type)));
    }

    /** The most precise range decides. */
    private static double quality(List<Range> ranges, String offered) {
        String type = offered.toLowerCase(Locale.ROOT);
        return ranges.stream().filter(range -> range.matches(type))
                .max(Comparator.comparingInt(Range::precision))
                .map(Range::quality).orElse(0.0);
    }

    private static List<Range> ranges(List<String> fieldValues) {
        var found = new ArrayList<Range>();
        for (String text : String.join(",", fieldValues).split(",", -1)) {
            String[] parts = text.split(";", -1);
            String type = parts[0].strip().toLowerCase(Locale.ROOT);
            if (type.indexOf('/') > 0 && found.size() < MOST_RANGES) {
                found.add(new Range(type, quality(parts),
                        type.equals("*/*") ? 0 : type.endsWith("/*") ? 1 : 2));
            }
        }
        return found;
    }

    private static double quality(String[] parts) {
        for (String part : parts) {
            String parameter = part.strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                try {
                    return Math.clamp(Double.parseDouble(parameter.substring(2)), 0.0, 1.0);
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
