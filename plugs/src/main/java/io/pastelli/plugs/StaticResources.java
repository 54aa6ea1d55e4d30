package io.pastelli.plugs;

import io.pastelli.http.Bytes;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The resources below {@code root}. Those in a folder of the class path are files as any; those in an archive are read
 * once and kept.
 *
 * <p>
 * <b>Threading:</b> any thread; two that ask for the same resource first may both read it.
 */
record StaticResources(ClassLoader loader, String root,
        Map<String, StaticFile> kept) implements StaticSource {
    static StaticResources of(ClassLoader loader, String root) {
        String plain = root.replaceAll("^/+|/+$", "");
        if (plain.isEmpty() || plain.contains("..")) {
            throw new IllegalArgumentException("the root of resources is a folder such as \"public\", not \""
                    + root + "\": the whole class path is nobody's business");
        }
        return new StaticResources(loader, plain, new ConcurrentHashMap<>());
    }

    @Override
    public Optional<StaticFile> find(List<String> names) throws IOException {
        String name = root + "/" + String.join("/", names);
        StaticFile known = kept.get(name);
        URL url = known == null ? loader.getResource(name) : null;
        if (url == null) {
            return Optional.ofNullable(known);
        }
        if (url.getProtocol().equals("file")) {
            return StaticSource.Folder.regular(Path.of(URI.create(url.toString())));
        }
        StaticFile read = read(url);
        if (read != null) {
            kept.put(name, read); // as many as the archives hold
        }
        return Optional.ofNullable(read);
    }

    private static @Nullable StaticFile read(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection jar && jar.getJarEntry().isDirectory()) {
            return null;
        }
        try (var in = connection.getInputStream()) {
            byte[] bytes = in.readAllBytes();
            return new StaticFile.InMemory(Bytes.of(bytes), hash(bytes),
                    Instant.ofEpochMilli(connection.getLastModified()).truncatedTo(ChronoUnit.SECONDS));
        }
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
