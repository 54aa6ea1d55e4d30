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
 * Decoded parameters, in the order of their first occurrence; of several values of one name the last one counts.
 *
 * <p>
 * Names are literal here: {@code get("a[b]")}. {@link #tree} takes them apart.
 *
 * <p>
 * Immutable.
 */
public final class Params {
    /** Most parameters in one query or form, then 400: more would only make a map slow. */
    public static final int MOST = 1000;

    private static final Params NONE = new Params(Map.of());

    private final Map<String, List<Param>> values;

    private Params(Map<String, List<Param>> values) {
        this.values = values;
    }

    /** Returns no parameters. */
    public static Params none() {
        return NONE;
    }

    /** Returns parameters from a map's fields. */
    public static Params of(Map<String, Param> fields) {
        var values = new LinkedHashMap<String, List<Param>>();
        fields.forEach((name, value) -> values.put(name, List.of(value)));
        return new Params(Collections.unmodifiableMap(values));
    }

    /**
     * Returns parameters from pairs of name and value, of which names may repeat.
     *
     * @throws HttpException 400 for more than 1000
     */
    public static Params ofPairs(List<Map.Entry<String, Param>> pairs) {
        if (pairs.size() > MOST) {
            throw new HttpException(400, "more than " + MOST + " parameters: send fewer");
        }
        var values = new LinkedHashMap<String, List<Param>>();
        pairs.forEach(pair -> values.computeIfAbsent(pair.getKey(), name -> new ArrayList<>(1))
                .add(pair.getValue()));
        values.replaceAll((name, list) -> List.copyOf(list));
        return new Params(Collections.unmodifiableMap(values));
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
        var pairs = new ArrayList<Map.Entry<String, Param>>();
        for (int from = 0; from <= text.length() && pairs.size() <= MOST;) {
            int to = text.indexOf('&', from);
            to = to < 0 ? text.length() : to;
            if (to > from) {
                String pair = text.substring(from, to);
                int equals = pair.indexOf('=');
                String name = Percent.decodeForm(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : Percent.decodeForm(pair.substring(equals + 1));
                pairs.add(Map.entry(name, new Param.Text(value)));
            }
            from = to + 1;
        }
        return ofPairs(pairs);
    }

    /**
     * Encodes values as {@code application/x-www-form-urlencoded} text, the inverse of {@link #decode} and {@link #tree}:
     * a list under {@code a} becomes {@code a[]}, a map's entry {@code a[key]}. Empty lists and maps leave nothing; a
     * list of maps with several fields does not come back as it was.
     *
     * {@snippet :
     * assertEquals("tags%5B%5D=a+b&tags%5B%5D=c", Params.encode(Map.of("tags", List.of("a b", "c"))));
     * assertEquals("sort%5Bby%5D=name", Params.encode(Map.of("sort", Map.of("by", "name"))));
     * }
     *
     * @param fields texts, numbers, booleans, enums, {@link Param}s, and lists and maps of them; in the map's order
     * @throws IllegalArgumentException for other values, null and uploads among them
     */
    public static String encode(Map<String, ?> fields) {
        return ParamPairs.of(fields);
    }

    /** Returns the last value of {@code name} as text; empty when there is none or it is no text. */
    public Optional<String> get(String name) {
        return param(name).flatMap(Param::text);
    }

    /** Returns the last value of {@code name}. */
    public Optional<Param> param(String name) {
        List<Param> all = values.getOrDefault(name, List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** Returns all values of {@code name} that are text, in order; empty when there is none. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of()).stream().flatMap(value -> value.text().stream()).toList();
    }

    /** Returns the names in order. */
    public Set<String> names() {
        return values.keySet();
    }

    /** Returns these parameters with those of {@code others} in the place of theirs of the same name. */
    public Params merge(Params others) {
        var merged = new LinkedHashMap<>(values);
        merged.putAll(others.values);
        return new Params(Collections.unmodifiableMap(merged));
    }

    /**
     * Returns the parameters with nested names taken apart: {@code a[b]=c} is a map in a map, {@code a[]=x} adds to a
     * list, a later shape replaces an earlier one of the same name.
     *
     * @throws HttpException 400 for names nested deeper than 32
     */
    public Param.Fields tree() {
        var tree = new ParamTree();
        values.forEach((name, list) -> list.forEach(value -> tree.put(name, value)));
        return tree.fields();
    }

    /** Returns the names only: values may be secret. */
    @Override
    public String toString() {
        return "Params" + values.keySet();
    }
}
