package io.pastelli.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static io.pastelli.checks.Pastelli.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What a file looks like (DESIGN, section 7). */
class StyleTest {
    private static final int MOST_LINES = 400;
    private static final Set<String> NOT_SOURCES = Set.of("target", ".git", "node_modules");

    @Test
    void everyPackageIsNullMarked() {
        var unmarked = MAIN.stream().map(JavaClass::getPackage)
                .filter(each -> !each.isAnnotatedWith(NullMarked.class)).map(each -> each.getName())
                .distinct().toList();
        assertThat(unmarked).as("packages without a @NullMarked package-info.java").isEmpty();
    }

    @Test
    void thereIsNoStaticMutableField() {
        fields().that().areStatic().should().beFinal().allowEmptyShould(true).check(MAIN);
    }

    @Test
    void noJavaFileIsLongerThan400Lines() throws IOException {
        var tooLong = sources().stream().filter(file -> lines(file) > MOST_LINES)
                .map(file -> Pastelli.root().relativize(file) + ": " + lines(file) + " lines").toList();
        assertThat(tooLong).as("files over %d lines: one idea a file, split them", MOST_LINES).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(Pastelli.root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                return NOT_SOURCES.contains(dir.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(found).as("the walk found the sources").isNotEmpty();
        return found;
    }

    private static long lines(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
