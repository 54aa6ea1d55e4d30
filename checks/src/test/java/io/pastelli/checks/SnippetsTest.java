package io.pastelli.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Examples in Javadoc and README compile. */
class SnippetsTest {
    private static final Pattern MARKDOWN = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
    private static final String SNIPPET = "{@snippet :";
    /** What examples may take for granted. */
    private static final String AROUND = """
            import io.pastelli.*;
            import io.pastelli.adapter.*;
            import io.pastelli.conn.*;
            import io.pastelli.crypto.*;
            import io.pastelli.http.*;
            import io.pastelli.owner.*;
            import io.pastelli.plugs.*;
            import io.pastelli.push.bayeux.*;
            import io.pastelli.push.mailbox.*;
            import io.pastelli.push.sse.*;
            import io.pastelli.router.*;
            import io.pastelli.testkit.*;
            import io.pastelli.tls.*;
            import io.pastelli.testkit.client.*;
            import io.pastelli.testkit.http2.*;
            import io.pastelli.testkit.tck.*;
            import io.pastelli.websocket.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import static org.assertj.core.api.Assertions.*;
            import static org.junit.jupiter.api.Assertions.assertEquals;

            abstract class Example {
                Conn conn;
                Conn stream;
                Exit exit;
                Owner owner;
                Plug app;
                Plug admin;
                Plug user;
                Plug users;
                Routes r;
                Router router;
                Server server;
                Connections connections;
                String password;
                Path target;
                TlsClient tls;
                abstract String next();
            // EXAMPLE
            }
            """;

    @TestFactory
    Stream<DynamicTest> everyExampleCompiles() throws IOException {
        List<Path> sources = Sources.published();
        List<Path> pages;
        try (Stream<Path> top = Files.list(Pastelli.root())) {
            pages = top.filter(file -> file.toString().endsWith(".md")).toList();
        }
        return Stream.concat(sources.stream().flatMap(file -> tests(file, javadoc(read(file)))),
                pages.stream().flatMap(file -> tests(file, markdown(read(file)))));
    }

    private static Stream<DynamicTest> tests(Path file, List<String> examples) {
        return examples.stream().map(code -> DynamicTest.dynamicTest(
                file.getFileName() + ": " + code.strip().lines().findFirst().orElse(""),
                () -> compile(code)));
    }

    private static List<String> markdown(String text) {
        return MARKDOWN.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** Snippets end where their braces are balanced. */
    private static List<String> javadoc(String text) {
        var found = new ArrayList<String>();
        for (int at = text.indexOf(SNIPPET); at >= 0; at = text.indexOf(SNIPPET, at + 1)) {
            int end = at + SNIPPET.length();
            for (int depth = 1; depth > 0; end++) {
                depth += text.charAt(end) == '{' ? 1 : text.charAt(end) == '}' ? -1 : 0;
            }
            found.add(text.substring(at + SNIPPET.length(), end - 1).replaceAll("(?m)^\\s*\\* ?", ""));
        }
        return found;
    }

    private static void compile(String code) throws IOException {
        boolean members = Pattern.compile("(?m)^(@|(public |abstract )?(class|record|interface) |void )")
                .matcher(code)
                .find();
        String body = members ? code : "void example() throws Exception {\n" + code + "\n}";
        String imports = code.lines().filter(line -> line.startsWith("import ")).reduce("",
                (a, b) -> a + b + "\n");
        String text = imports + AROUND.replace("// EXAMPLE", body.replaceAll("(?m)^import .*$", ""));
        var problems = new DiagnosticCollector<JavaFileObject>();
        var task = (JavacTask) Sources.compiler().getTask(null, null, problems,
                List.of("-proc:none", "-classpath", System.getProperty("java.class.path")), null,
                List.of(source(text)));
        task.analyze();
        assertThat(problems.getDiagnostics()).as(text)
                .noneMatch(found -> found.getKind() == Diagnostic.Kind.ERROR);
    }

    private static JavaFileObject source(String text) {
        return new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
