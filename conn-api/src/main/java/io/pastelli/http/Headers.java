package io.pastelli.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * An immutable, ordered list of header fields with lower-case names; duplicates are kept (RFC 9110 section 5).
 *
 * <p>
 * Verbs as in Plug: {@code put} leaves exactly one field of that name, {@code prepend} and {@code append} keep what is
 * there, {@code delete} leaves none. Names are RFC 9110 tokens and are lower-cased; a value is one line of Latin-1: CR,
 * LF, NUL and other control characters are refused with an {@link IllegalArgumentException}.
 *
 * <p>
 * Safe to share between threads.
 */
public final class Headers implements Iterable<Headers.Field> {
    private static final Headers EMPTY = new Headers(new String[0]);
    private static final Set<String> SECRET = Set.of("authorization", "proxy-authorization", "cookie",
            "set-cookie");

    private final String[] flat; // name, value, name, value, …

    private Headers(String[] flat) {
        this.flat = flat;
    }

    /**
     * One field.
     *
     * @param name the lower-case name
     * @param value the value
     */
    public record Field(String name, String value) {}

    /** Returns no fields. */
    public static Headers empty() {
        return EMPTY;
    }

    /**
     * Returns the fields {@code name, value, name, value, …}, checked.
     *
     * @throws IllegalArgumentException for an odd number of arguments, or a bad name or value
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "give pairs of name and value, not " + namesAndValues.length + " strings");
        }
        var flat = new String[namesAndValues.length];
        for (int i = 0; i < flat.length; i += 2) {
            flat[i] = FieldRules.name(namesAndValues[i]);
            flat[i + 1] = FieldRules.value(flat[i], namesAndValues[i + 1]);
        }
        return new Headers(flat);
    }

    /**
     * Returns fields that a server's parser has read and checked already; for adapters.
     *
     * @param namesAndValues name, value, name, value, …; the array belongs to the result from now on
     */
    public static Headers received(String[] namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            namesAndValues[i] = FieldNames.lower(namesAndValues[i]);
        }
        return new Headers(namesAndValues);
    }

    /** Returns the lower-case form of a field name, for common names always the same text; for adapters. */
    public static String lowerCase(String name) {
        return FieldNames.lower(name);
    }

    /** Returns the names whose {@link #lowerCase} is always the same text, as HTTP/1.1 writes them; for adapters. */
    public static List<String> commonNames() {
        return FieldNames.COMMON;
    }

    /** Returns the number of fields. */
    public int size() {
        return flat.length / 2;
    }

    /**
     * Returns the name of the field at {@code index}, in lower case: what a loop does that makes no objects.
     *
     * @throws IndexOutOfBoundsException for an index below 0 or from {@link #size} on
     */
    public String name(int index) {
        return flat[2 * index];
    }

    /**
     * Returns the value of the field at {@code index}.
     *
     * @throws IndexOutOfBoundsException as {@link #name} does
     */
    public String value(int index) {
        return flat[2 * index + 1];
    }

    /** Returns the first value of {@code name}. */
    public Optional<String> first(String name) {
        int i = index(lower(name), 0);
        return i < 0 ? Optional.empty() : Optional.of(flat[i + 1]);
    }

    /** Returns all values of {@code name} in their order; empty when there is none. */
    public List<String> all(String name) {
        String key = lower(name);
        int i = index(key, 0);
        if (i < 0) {
            return List.of();
        }
        var values = new ArrayList<String>(1);
        for (; i >= 0; i = index(key, i + 2)) {
            values.add(flat[i + 1]);
        }
        return Collections.unmodifiableList(values);
    }

    /** Tells whether there is a field {@code name}. */
    public boolean contains(String name) {
        return index(lower(name), 0) >= 0;
    }

    /** Returns these fields with exactly one {@code name}, at the place of the first one or at the end. */
    public Headers put(String name, String value) {
        String key = FieldRules.name(name);
        String checked = FieldRules.value(key, value);
        int first = index(key, 0);
        if (first < 0) {
            return appended(key, checked);
        }
        var copy = new ArrayList<String>(flat.length);
        for (int i = 0; i < flat.length; i += 2) {
            if (i == first || !flat[i].equals(key)) {
                copy.add(flat[i]);
                copy.add(i == first ? checked : flat[i + 1]);
            }
        }
        return new Headers(copy.toArray(String[]::new));
    }

    /** Returns these fields with each of {@code others} put, in order. */
    public Headers merge(Headers others) {
        Headers merged = this;
        for (Field field : others) {
            merged = merged.put(field.name(), field.value());
        }
        return merged;
    }

    /** Returns these fields with one more in front, kept beside others of that name. */
    public Headers prepend(String name, String value) {
        String key = FieldRules.name(name);
        var copy = new String[flat.length + 2];
        System.arraycopy(flat, 0, copy, 2, flat.length);
        copy[0] = key;
        copy[1] = FieldRules.value(key, value);
        return new Headers(copy);
    }

    /** Returns these fields with one more at the end, kept beside others of that name. */
    public Headers append(String name, String value) {
        String key = FieldRules.name(name);
        return appended(key, FieldRules.value(key, value));
    }

    /**
     * Returns these fields with one more at the end, which is not checked; for the core, which makes it itself.
     *
     * @param name in lower case
     */
    public Headers appendOwn(String name, String value) {
        return appended(name, value);
    }

    /** Returns these fields with two more at the end, like {@link #appendOwn(String, String)}. */
    public Headers appendOwn(String name, String value, String secondName, String secondValue) {
        var copy = Arrays.copyOf(flat, flat.length + 4);
        copy[flat.length] = name;
        copy[flat.length + 1] = value;
        copy[flat.length + 2] = secondName;
        copy[flat.length + 3] = secondValue;
        return new Headers(copy);
    }

    /** Returns these fields without any {@code name}. */
    public Headers delete(String name) {
        String key = lower(name);
        if (index(key, 0) < 0) {
            return this;
        }
        var copy = new ArrayList<String>(flat.length);
        for (int i = 0; i < flat.length; i += 2) {
            if (!flat[i].equals(key)) {
                copy.add(flat[i]);
                copy.add(flat[i + 1]);
            }
        }
        return new Headers(copy.toArray(String[]::new));
    }

    /** Returns the fields in order. */
    @Override
    public Iterator<Field> iterator() {
        return new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < flat.length;
            }

            @Override
            public Field next() {
                if (at >= flat.length) {
                    throw new NoSuchElementException();
                }
                at += 2;
                return new Field(flat[at - 2], flat[at - 1]);
            }
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers that && Arrays.equals(flat, that.flat);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(flat);
    }

    /** Returns the fields for a log; credentials and cookies are hidden. */
    @Override
    public String toString() {
        var text = new StringBuilder("{");
        for (Field field : this) {
            text.append(text.length() > 1 ? ", " : "").append(field.name()).append(": ")
                    .append(SECRET.contains(field.name()) ? "***" : field.value());
        }
        return text.append('}').toString();
    }

    private Headers appended(String key, String value) {
        var copy = Arrays.copyOf(flat, flat.length + 2);
        copy[flat.length] = key;
        copy[flat.length + 1] = value;
        return new Headers(copy);
    }

    private int index(String key, int from) {
        for (int i = from; i < flat.length; i += 2) {
            if (flat[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
