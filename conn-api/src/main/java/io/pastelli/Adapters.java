package io.pastelli;

import io.pastelli.adapter.Adapter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Chooses the adapter: by option, by system property, or the only one there is. */
final class Adapters {
    private static final String PROPERTY = "pastelli.adapter";

    private Adapters() {}

    static Adapter choose(Optional<String> option) {
        var found = new ArrayList<Adapter>();
        ServiceLoader.load(Adapter.class).forEach(found::add);
        found.sort(Comparator.comparing(Adapter::name));
        return choose(found, option.or(() -> Optional.ofNullable(System.getProperty(PROPERTY))));
    }

    static Adapter choose(List<Adapter> found, Optional<String> wanted) {
        if (found.isEmpty()) {
            throw new IllegalStateException("no adapter is on the class path: add one of the artifacts"
                    + " io.pastelli:pastelli-jetty, pastelli-undertow or pastelli-netty");
        }
        if (wanted.isPresent()) {
            return named(found, wanted.get());
        }
        if (found.size() > 1) {
            String first = found.getFirst().name();
            throw new IllegalStateException("several adapters are on the class path, " + names(found)
                    + ": choose with ServerOptions.adapter(\"" + first + "\") or -D" + PROPERTY + "=" + first
                    + ", or leave one out");
        }
        return found.getFirst();
    }

    private static Adapter named(List<Adapter> found, String wanted) {
        for (Adapter adapter : found) {
            if (adapter.name().equals(wanted)) {
                return adapter;
            }
        }
        throw new IllegalStateException("there is no adapter " + wanted + " on the class path, only "
                + names(found) + ": add its artifact or choose another");
    }

    private static String names(List<Adapter> found) {
        return found.stream().map(Adapter::name).collect(Collectors.joining(", "));
    }
}
