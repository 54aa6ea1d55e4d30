package io.pastelli.checks;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The main sources of the published modules. */
final class Sources {
    private static final List<String> NOT_PUBLISHED = List.of("examples", "bench", "checks", "fuzz",
            "local-redis");

    private Sources() {}

    static JavaCompiler compiler() {
        return Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "tests run on a JDK, not a JRE");
    }

    static List<Path> published() throws IOException {
        try (Stream<Path> modules = Files.list(Pastelli.root())) {
            return modules.filter(module -> !NOT_PUBLISHED.contains(module.getFileName().toString()))
                    .map(module -> module.resolve("src/main/java")).filter(Files::isDirectory)
                    .flatMap(Sources::javaFiles).toList();
        }
    }

    /** Parses the published sources, comments included. */
    static void parse(BiConsumer<JavacTask, CompilationUnitTree> each) throws IOException {
        try (var files = compiler().getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler().getTask(null, files, null, null, null,
                    files.getJavaFileObjectsFromPaths(published()));
            task.parse().forEach(unit -> each.accept(task, unit));
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
