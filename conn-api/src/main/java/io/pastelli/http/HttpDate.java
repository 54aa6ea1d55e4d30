package io.pastelli.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The date format of HTTP, IMF-fixdate, and the two old ones that are still to be read (RFC 9110 section 5.6.7). */
public final class HttpDate {
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final List<String> MONTHS = List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
            "Sep", "Oct", "Nov", "Dec");
    private static final int LONGEST = 40;

    /** Compiled when a date is read: most programs only write them. */
    private static final class Forms {
        private static final String TIME = "(?<h>\\d\\d):(?<m>\\d\\d):(?<s>\\d\\d)";
        private static final List<Pattern> ALL = List.of(
                Pattern.compile(
                        "[A-Z][a-z]{2}, (?<day>\\d\\d) (?<month>[A-Z][a-z]{2}) (?<year>\\d{4}) " + TIME
                                + " GMT"),
                Pattern.compile(
                        "[A-Z][a-z]{5,8}, (?<day>\\d\\d)-(?<month>[A-Z][a-z]{2})-(?<year>\\d\\d) " + TIME
                                + " GMT"),
                Pattern.compile(
                        "[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \\d]\\d) " + TIME
                                + " (?<year>\\d{4})"));
    }

    private HttpDate() {}

    /** Returns {@code instant} as in {@code Sun, 06 Nov 1994 08:49:37 GMT}; fractions of a second are cut off. */
    public static String format(Instant instant) {
        // by hand: a DateTimeFormatter has the JVM load its locale's names before the first response
        LocalDateTime at = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        var text = new StringBuilder(29).append(DAYS.get(at.getDayOfWeek().getValue() - 1)).append(", ");
        two(text, at.getDayOfMonth()).append(' ').append(MONTHS.get(at.getMonthValue() - 1)).append(' ');
        two(text, at.getYear() / 100);
        two(text, at.getYear() % 100).append(' ');
        two(text, at.getHour()).append(':');
        two(text, at.getMinute()).append(':');
        return two(text, at.getSecond()).append(" GMT").toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return (number < 10 ? text.append('0') : text).append(number);
    }

    /**
     * Returns the moment that {@code text} says in one of the three forms of HTTP; empty when it is none. A year of two
     * digits that would be more than 50 years ahead is one of the past.
     */
    public static Optional<Instant> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        return Forms.ALL.stream().map(form -> form.matcher(text)).filter(Matcher::matches).findFirst()
                .flatMap(HttpDate::instant);
    }

    private static Optional<Instant> instant(Matcher found) {
        int month = MONTHS.indexOf(found.group("month")) + 1;
        int given = number(found, "s");
        int second = given == 60 ? 59 : given; // a leap second is allowed
        try {
            return Optional.of(LocalDateTime.of(year(found.group("year")), month, number(found, "day"),
                    number(found, "h"), number(found, "m"), second).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        if (digits.length() == 4) {
            return year;
        }
        int now = Year.now(ZoneOffset.UTC).getValue();
        int full = now - now % 100 + year;
        return full > now + 50 ? full - 100 : full;
    }

    private static int number(Matcher found, String group) {
        return Integer.parseInt(found.group(group).strip());
    }
}
