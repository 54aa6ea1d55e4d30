package io.pastelli.localredis;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** The program: the one on the {@code PATH}, else the one in the embedded-redis jar. */
final class Binary {
    private Binary() {}

    /** Returns where it is; {@code folder} takes the one out of the jar. */
    static Path find(Path folder) throws IOException {
        for (String each : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path installed = Path.of(each, "redis-server");
            if (Files.isExecutable(installed)) {
                return installed;
            }
        }
        return bundled(Files.createDirectories(folder));
    }

    private static Path bundled(Path folder) throws IOException {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")
                ? "darwin"
                : "linux";
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String name = os.equals("linux") && arm
                ? "redis-server-6.2.7-linux-arm64"
                : "redis-server-6.2.6-v5-" + os + (arm ? "-arm64" : "-amd64");
        Path copy = folder.resolve(name);
        if (!Files.exists(copy)) {
            try (InputStream in = Binary.class.getResourceAsStream("/" + name)) {
                if (in == null) {
                    throw new NoRedisException("there is no Redis for this machine: install redis-server");
                }
                Path whole = Files.createTempFile(folder, "redis", "");
                Files.write(whole, in.readAllBytes());
                if (!whole.toFile().setExecutable(true)) {
                    throw new NoRedisException(
                            "the Redis in " + folder + " cannot be made executable: install redis-server");
                }
                Files.move(whole, copy, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return copy;
    }
}
