package io.pastelli.plugs;

import io.pastelli.http.Headers;
import io.pastelli.http.HttpDate;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Evaluates conditional requests in the order of RFC 9110 section 13.2.2. */
final class Preconditions {
    /** What is to be done. */
    enum Verdict {
        SEND, NOT_MODIFIED, FAILED
    }

    private static final Pattern TAG = Pattern
            .compile("\\G[ \t,]*(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"[ \t]*(?=,|$)");

    private Preconditions() {}

    /** Compares the request with the validators; {@code tag} is strong and without its quotes. */
    static Verdict check(Headers request, String tag, Instant modified) {
        if (request.contains("if-match")) {
            if (!lists(field(request, "if-match"), tag, true)) {
                return Verdict.FAILED;
            }
        } else if (after(request, "if-unmodified-since", modified)) {
            return Verdict.FAILED;
        }
        if (request.contains("if-none-match")) {
            return lists(field(request, "if-none-match"), tag, false) ? Verdict.NOT_MODIFIED : Verdict.SEND;
        }
        boolean known = request.first("if-modified-since").flatMap(HttpDate::parse)
                .filter(since -> !modified.isAfter(since)).isPresent();
        return known ? Verdict.NOT_MODIFIED : Verdict.SEND;
    }

    /** Tells whether a range still fits what the client has: no {@code if-range}, the very tag or the very date. */
    static boolean rangeApplies(Headers request, String tag, Instant modified) {
        String condition = request.first("if-range").orElse("").strip();
        return condition.isEmpty() || condition.equals('"' + tag + '"')
                || HttpDate.parse(condition).filter(modified::equals).isPresent();
    }

    private static boolean after(Headers request, String name, Instant modified) {
        return request.first(name).flatMap(HttpDate::parse).filter(modified::isAfter).isPresent();
    }

    private static String field(Headers request, String name) {
        return String.join(",", request.all(name)).strip();
    }

    private static boolean lists(String field, String tag, boolean strong) {
        if (field.equals("*")) {
            return true;
        }
        Matcher each = TAG.matcher(field);
        while (each.find()) {
            if (each.group(2).equals(tag) && !(strong && each.group(1) != null)) {
                return true;
            }
        }
        return false;
    }
}
