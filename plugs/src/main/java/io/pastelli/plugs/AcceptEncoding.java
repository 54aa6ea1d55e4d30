package io.pastelli.plugs;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Negotiation of a content coding (RFC 9110 section 12.5.3). */
final class AcceptEncoding {
    private static final int LONGEST = 1000;

    private AcceptEncoding() {}

    /** The coding that the client likes best, of equals the one offered first; empty for the bytes as they are. */
    static Optional<String> best(List<String> fields, List<String> offered) {
        String text = String.join(",", fields);
        if (text.isBlank() || text.length() > LONGEST) {
            return Optional.empty();
        }
        Map<String, Double> asked = parse(text);
        double plain = asked.getOrDefault("identity", 0.0);
        return offered.stream()
                .filter(coding -> quality(asked, coding) > 0 && quality(asked, coding) >= plain)
                .max(Comparator.<String>comparingDouble(coding -> quality(asked, coding))
                        .thenComparingInt(coding -> -offered.indexOf(coding)));
    }

    private static double quality(Map<String, Double> asked, String coding) {
        return asked.getOrDefault(coding, asked.getOrDefault("*", 0.0));
    }

    private static Map<String, Double> parse(String text) {
        var asked = new HashMap<String, Double>();
        for (String each : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = each.split(";", -1);
            String coding = parts[0].strip();
            asked.putIfAbsent(coding.equals("x-gzip") ? "gzip" : coding, quality(parts));
        }
        return asked;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                String weight = parameter.substring(2);
                return weight.matches("(0(\\.\\d{0,3})?)|(1(\\.0{0,3})?)") ? Double.parseDouble(weight) : 0;
            }
        }
        return 1;
    }
}
