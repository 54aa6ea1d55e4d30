package io.pastelli.conn;

import io.pastelli.http.Percent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes nested values as {@code name=value} pairs; the inverse of {@link ParamTree}. */
final class ParamPairs {
    private final StringBuilder out = new StringBuilder();

    static String of(Map<String, ?> fields) {
        var pairs = new ParamPairs();
        fields.forEach(pairs::put);
        return pairs.out.toString();
    }

    private void put(String name, @Nullable Object value) {
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, each) -> put(name + "[" + key + "]", each));
            case Iterable<?> list -> list.forEach(each -> put(name + "[]", each));
            case Param.Fields fields -> put(name, fields.fields());
            case Param.Items items -> put(name, items.items());
            case Param.Text text -> pair(name, text.value());
            case Param.Num number -> pair(name, number.value().toString());
            case Param.Bool bool -> pair(name, String.valueOf(bool.value()));
            case CharSequence text -> pair(name, text.toString());
            case Number number -> pair(name, number.toString());
            case Boolean bool -> pair(name, bool.toString());
            case Enum<?> constant -> pair(name, constant.name());
            case null, default -> throw new IllegalArgumentException("the parameter " + name
                    + " has no form in a query: give texts, numbers, booleans, enums, and lists and maps of them");
        }
    }

    private void pair(String name, String value) {
        out.append(out.isEmpty() ? "" : "&").append(Percent.encodeForm(name)).append('=')
                .append(Percent.encodeForm(value));
    }
}
