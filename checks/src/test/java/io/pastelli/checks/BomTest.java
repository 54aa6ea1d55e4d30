package io.pastelli.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The BOM has no parent, so nothing but this test keeps it in step. */
class BomTest {
    private static final Set<String> NOT_PUBLISHED = Set.of("bom", "bayeux-server", "examples", "bench",
            "checks", "fuzz", "local-redis");

    @Test
    void theBomListsEveryPublishedModule() throws IOException {
        Set<String> published = new TreeSet<>();
        for (var folder : all("<module>([^<]+)</module>", read("pom.xml"))) {
            if (!NOT_PUBLISHED.contains(folder)) {
                published.addAll(
                        all("</parent>\\s*<artifactId>([^<]+)</artifactId>", read(folder + "/pom.xml")));
            }
        }
        assertThat(
                new TreeSet<>(all("<artifactId>(pastelli-(?!bom)[^<]+)</artifactId>", read("bom/pom.xml"))))
                .isEqualTo(published);
    }

    @Test
    void theBomHasTheVersionOfTheRoot() throws IOException {
        var version = "<artifactId>pastelli-[a-z]+</artifactId>\\s*<version>([^<$]+)</version>";
        assertThat(all(version, read("bom/pom.xml"))).isNotEmpty().isEqualTo(all(version, read("pom.xml")));
    }

    private static List<String> all(String regex, String text) {
        return Pattern.compile(regex).matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static String read(String file) throws IOException {
        return Files.readString(Pastelli.root().resolve(file));
    }
}
