package io.pastelli;

import io.pastelli.adapter.Adapter;
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
        List<Adapter> found = ServiceLoader.load(Adapter.class).stream().map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Adapter::name)).toList();
        return choose(found, option.or(() -> Optional.ofNullable(System.getProperty(PROPERTY))));
    }

    static Adapter choose(List<Adapter> found, Optional<String> wanted) {
        String names = found.stream().map(Adapter::name).collect(Collectors.joining(", "));
        if (found.isEmpty()) {
            throw new IllegalStateException("no adapter is on the class path: add one of the artifacts"
                    + " io.pastelli:pastelli-jetty, pastelli-undertow or pastelli-netty");
        }
        if (wanted.isPresent()) {
            return found.stream().filter(adapter -> adapter.name().equals(wanted.get())).findFirst()
                    .orElseThrow(() -> new IllegalStateException("there is no adapter " + wanted.get()
                            + " on the class path, only " + names + ": add its artifact or choose another"));
        }
        if (found.size() > 1) {
            throw new IllegalStateException("several adapters are on the class path, " + names
                    + ": choose with ServerOptions.adapter(\"" + found.getFirst().name() + "\") or -D"
                    + PROPERTY + "="
                    + found.getFirst().name() + ", or leave one out");
        }
        return found.getFirst();
    }
}
