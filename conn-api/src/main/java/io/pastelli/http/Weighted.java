package io.pastelli.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An element of a field such as {@code accept} with its weight (RFC 9110 section 12.4.2).
 *
 * @param value what stands before the first semicolon, in lower case
 * @param quality 0 to 1; 1 when there is no weight, 0 for one that makes no sense
 */
record Weighted(String value, double quality) {
    private static final int MOST = 64;
    /** More digits than the three of the RFC, and none before the point: both are seen. */
    private static final Pattern WEIGHT = Pattern.compile("1(\\.0{0,9})?|0?\\.\\d{1,9}|0\\.?");

    /** Reads the first 64 elements of all fields of one name; empty ones are skipped. */
    static List<Weighted> parse(List<String> fieldValues) {
        var found = new ArrayList<Weighted>();
        for (String text : String.join(",", fieldValues).toLowerCase(Locale.ROOT).split(",", MOST + 1)) {
            String[] parts = text.split(";", -1);
            String value = parts[0].strip();
            if (!value.isEmpty() && found.size() < MOST) {
                found.add(new Weighted(value, quality(parts)));
            }
        }
        return found;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                String weight = parameter.substring(2);
                return WEIGHT.matcher(weight).matches() ? Double.parseDouble(weight) : 0;
            }
        }
        return 1;
    }
}
