package io.pastelli.conn;

import io.pastelli.http.HttpException;
import io.pastelli.http.Percent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decoded parameters of a query, in the order of their first occurrence; of several values the last one counts.
 *
 * <p>
 * Immutable.
 */
public final class Params {
    /** Most parameters in one query, then 400: more would only make a map slow. */
    static final int MOST = 1000;

    private static final Params NONE = new Params(Map.of());

    private final Map<String, List<String>> values;

    private Params(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Decodes {@code application/x-www-form-urlencoded} text; a name without {@code =} has the value {@code ""}.
     *
     * @throws HttpException 400 for bad escapes, bytes that are not UTF-8, or more than 1000 parameters
     */
    public static Params decode(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        var values = new LinkedHashMap<String, List<String>>();
        int count = 0;
        for (int from = 0; from <= text.length();) {
            int to = text.indexOf('&', from);
            to = to < 0 ? text.length() : to;
            if (to > from) {
                if (++count > MOST) {
                    throw new HttpException(400, "more than " + MOST + " query parameters: send fewer");
                }
                String pair = text.substring(from, to);
                int equals = pair.indexOf('=');
                String name = Percent.decodeForm(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : Percent.decodeForm(pair.substring(equals + 1));
                values.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
            }
            from = to + 1;
        }
        values.replaceAll((name, list) -> List.copyOf(list));
        return new Params(Collections.unmodifiableMap(values));
    }

    /** Returns the last value of {@code name}. */
    public Optional<String> get(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** Returns all values of {@code name} in order; empty when there is none. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Returns the names in order. */
    public Set<String> names() {
        return values.keySet();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
