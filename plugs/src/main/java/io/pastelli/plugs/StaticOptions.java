package io.pastelli.plugs;

import io.pastelli.http.Headers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What {@link Static} serves, and how.
 *
 * @param from where the files are
 * @param at the path below which they are served; {@code /} by default
 * @param only the first names, files or folders, that are served; empty, the default, for all
 * @param hidden whether names that begin with a dot are served; {@code false} by default, {@code .well-known} always is
 * @param index the file that answers for its folder; {@code ""}, the default, for none
 * @param fallback the file, at the top, that answers a page a browser navigates to when there is none: the shell of a
 *        single-page application; {@code ""}, the default, for none
 * @param encodings the content codings of precompressed siblings, the best first, as {@code app.js.br} beside
 *        {@code app.js}; none by default, for each is one more look at the file system
 * @param versionParam the query parameter that makes a URL one of a version that never changes: {@code vsn} by default
 * @param cacheControl the {@code cache-control} of all others; {@code no-cache} by default: kept, but asked about
 * @param headers fields of every file; {@code x-content-type-options: nosniff} by default
 * @param types media types by extension in lower case, before those that are known
 */
public record StaticOptions(From from, List<String> at, Set<String> only, boolean hidden, String index,
        String fallback, List<String> encodings, String versionParam, String cacheControl, Headers headers,
        Map<String, String> types) {
    private static final Map<String, String> SUFFIXES = Map.of("br", ".br", "zstd", ".zst", "gzip", ".gz");

    /** Where files are. */
    public sealed interface From {}

    /**
     * A folder of the file system.
     *
     * @param root the folder; links in it may lead anywhere inside
     */
    public record Folder(Path root) implements From {}

    /**
     * Resources of the class path.
     *
     * @param loader who finds them
     * @param root the folder of resources, such as {@code public}
     */
    public record Resources(ClassLoader loader, String root) implements From {}

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException for an encoding other than {@code br}, {@code zstd} and {@code gzip}
     */
    public StaticOptions {
        at = List.copyOf(at);
        only = Set.copyOf(only);
        encodings = List.copyOf(encodings);
        types = Map.copyOf(types);
        if (!SUFFIXES.keySet().containsAll(encodings)) {
            throw new IllegalArgumentException(
                    "there are siblings for " + SUFFIXES.keySet() + ", not for all of " + encodings);
        }
    }

    /** Returns the defaults for a folder. */
    public static StaticOptions of(Path folder) {
        return of(new Folder(folder));
    }

    /** Returns the defaults for the resources below {@code root}, as found by the loader of {@code beside}. */
    public static StaticOptions of(Class<?> beside, String root) {
        ClassLoader loader = beside.getClassLoader();
        return of(new Resources(loader == null ? ClassLoader.getSystemClassLoader() : loader, root));
    }

    private static StaticOptions of(From from) {
        return new StaticOptions(from, List.of(), Set.of(), false, "", "", List.of(), "vsn", "no-cache",
                Headers.of("x-content-type-options", "nosniff"), Map.of());
    }

    /** Returns these options with the files below another path. */
    public StaticOptions withAt(String path) {
        List<String> segments = List.of(path.split("/", -1)).stream().filter(name -> !name.isEmpty())
                .toList();
        return new StaticOptions(from, segments, only, hidden, index, fallback, encodings, versionParam,
                cacheControl, headers, types);
    }

    /** Returns these options with these first names only. */
    public StaticOptions withOnly(String... names) {
        return new StaticOptions(from, at, Set.of(names), hidden, index, fallback, encodings, versionParam,
                cacheControl, headers, types);
    }

    /** Returns these options with names that begin with a dot served or not. */
    public StaticOptions withHidden(boolean served) {
        return new StaticOptions(from, at, only, served, index, fallback, encodings, versionParam,
                cacheControl, headers, types);
    }

    /** Returns these options with a file that answers for its folder, such as {@code index.html}. */
    public StaticOptions withIndex(String file) {
        return new StaticOptions(from, at, only, hidden, file, fallback, encodings, versionParam,
                cacheControl, headers, types);
    }

    /** Returns these options with the shell of a single-page application. */
    public StaticOptions withFallback(String file) {
        return new StaticOptions(from, at, only, hidden, index, file, encodings, versionParam, cacheControl,
                headers, types);
    }

    /** Returns these options with precompressed siblings, the best coding first. */
    public StaticOptions withEncodings(String... codings) {
        return new StaticOptions(from, at, only, hidden, index, fallback, List.of(codings), versionParam,
                cacheControl, headers, types);
    }

    /** Returns these options with another name of the query parameter that says a version. */
    public StaticOptions withVersionParam(String name) {
        return new StaticOptions(from, at, only, hidden, index, fallback, encodings, name, cacheControl,
                headers, types);
    }

    /** Returns these options with another {@code cache-control} where no version is said. */
    public StaticOptions withCacheControl(String value) {
        return new StaticOptions(from, at, only, hidden, index, fallback, encodings, versionParam, value,
                headers, types);
    }

    /** Returns these options with other fields on every file. */
    public StaticOptions withHeaders(Headers fields) {
        return new StaticOptions(from, at, only, hidden, index, fallback, encodings, versionParam,
                cacheControl, fields, types);
    }

    /** Returns these options with one more media type. */
    public StaticOptions withType(String extension, String type) {
        var more = new HashMap<>(types);
        more.put(extension.toLowerCase(Locale.ROOT), type);
        return new StaticOptions(from, at, only, hidden, index, fallback, encodings, versionParam,
                cacheControl, headers, more);
    }

    static String suffix(String coding) {
        return SUFFIXES.getOrDefault(coding, "");
    }

    StaticSource source() {
        return switch (from) {
            case Folder folder -> StaticSource.Folder.of(folder.root());
            case Resources resources -> StaticResources.of(resources.loader(), resources.root());
        };
    }
}
