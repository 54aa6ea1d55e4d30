package io.pastelli.testkit.client;

import io.pastelli.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of a response as it came.
 *
 * @param version {@code HTTP/1.1}
 * @param status the status
 * @param reason the reason phrase
 * @param fields the fields in order, names in lower case
 */
public record Head(String version, int status, String reason, List<Headers.Field> fields) {
    /** Returns all values of {@code name} in order. */
    public List<String> all(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).map(Headers.Field::value).toList();
    }

    /** Returns the first value of {@code name}. */
    public Optional<String> header(String name) {
        return all(name).stream().findFirst();
    }

    /** Parses a head up to and with the empty line. */
    static Head parse(String text) {
        List<String> lines = text.strip().lines().toList();
        String[] start = lines.getFirst().split(" ", 3);
        if (start.length < 2 || !start[0].startsWith("HTTP/")) {
            throw new AssertionError("this is no status line: " + lines.getFirst());
        }
        var fields = new ArrayList<Headers.Field>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new AssertionError("this is no field: " + line);
            }
            fields.add(new Headers.Field(line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip()));
        }
        return new Head(start[0], Integer.parseInt(start[1]), start.length > 2 ? start[2] : "",
                List.copyOf(fields));
    }
}
