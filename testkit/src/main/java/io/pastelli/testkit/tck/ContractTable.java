package io.pastelli.testkit.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a Markdown table for each protocol, case × adapter, of the outcomes that {@link AdapterContract}s wrote to
 * {@code target/tck}.
 *
 * {@snippet :
 * ContractTable.read(Path.of("adapter-netty/target/tck/netty-http-2.tsv"),
 *         Path.of("adapter-jetty/target/tck/jetty-http-2.tsv")).markdown();
 * }
 */
public final class ContractTable {
    /** Adapter, protocol, and what sets the run apart. */
    private static final Pattern SUBJECT = Pattern
            .compile("(.+?)-(https?-1\\.1|http-2-clear|http-2)(-.+)?");

    private final Map<String, ProtocolTable> protocols = new TreeMap<>();

    private ContractTable() {}

    /**
     * Writes the tables of some outcome files: {@code java ContractTable docs/contract.md a.tsv b.tsv}.
     *
     * @throws IOException when a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            System.err.println("usage: ContractTable OUT.md IN.tsv...");
            return;
        }
        var files = new Path[args.length - 1];
        for (int i = 1; i < args.length; i++) {
            files[i - 1] = Path.of(args[i]);
        }
        Files.writeString(Path.of(args[0]), read(files).markdown());
    }

    /**
     * Reads outcome files; the name of each says adapter and protocol: {@code netty-http-2.tsv}.
     *
     * @throws IOException when one cannot be read
     */
    public static ContractTable read(Path... files) throws IOException {
        var table = new ContractTable();
        for (Path file : files) {
            String subject = String.valueOf(file.getFileName()).replaceFirst("\\.tsv$", "");
            Matcher parts = SUBJECT.matcher(subject);
            if (!parts.matches()) {
                throw new IOException("the name of " + file + " does not say adapter and protocol");
            }
            String variant = parts.group(3) == null ? "" : parts.group(3);
            var protocol = table.protocols.computeIfAbsent(parts.group(2), key -> new ProtocolTable());
            for (String line : Files.readAllLines(file)) {
                protocol.add(parts.group(1) + variant, Outcome.parse(line));
            }
        }
        return table;
    }

    /** Returns how many cases there are, each counted once. */
    public int size() {
        return (int) protocols.values().stream().flatMap(each -> each.keys().stream()).distinct().count();
    }

    /** Returns the outcomes, what makes no sense where, the gaps with their reasons, and what was measured. */
    public String markdown() {
        return "# The contract\n\n" + size()
                + " cases. ✓ kept, gap and n/a: see below, ✗ failed, – not run.\n"
                + sections(ProtocolTable::outcomes) + "\n## n/a\n\n"
                + lines((name, table) -> table.notApplicable(name)) + "\n## Gaps\n\n"
                + lines((name, table) -> table.gaps(name))
                + "\n## Told after (ms: median / 99th percentile / maximum)\n"
                + sections(table -> table.figures().isEmpty() ? "" : "\n" + table.figures())
                        .replace("\n## ", "\n### ");
    }

    private String sections(Function<ProtocolTable, String> text) {
        return protocols.entrySet().stream()
                .map(each -> "\n## " + title(each.getKey()) + "\n" + text.apply(each.getValue()))
                .collect(Collectors.joining());
    }

    private String lines(java.util.function.BiFunction<String, ProtocolTable, Stream<String>> text) {
        String found = protocols.entrySet().stream()
                .flatMap(each -> text.apply(title(each.getKey()), each.getValue()))
                .collect(Collectors.joining());
        return found.isEmpty() ? "None.\n" : found;
    }

    private static String title(String protocol) {
        return switch (protocol) {
            case "http-1.1" -> "HTTP/1.1";
            case "https-1.1" -> "HTTP/1.1 over TLS";
            case "http-2" -> "HTTP/2 over TLS";
            default -> "HTTP/2 in plain text";
        };
    }

    /** Returns the sentence that the name of a method is: {@code aStreamHasTheseBytes}. */
    static String sentence(String name) {
        int end = name.indexOf('(');
        String method = end < 0 ? name : name.substring(0, end);
        String words = method.replaceAll("([A-Z]|\\d+)", " $1").toLowerCase(Locale.ROOT).strip();
        String arguments = end < 0 ? "" : " " + name.substring(end).replace("\\", "\\\\").replace("|", "\\|");
        return words + (arguments.length() > 60 ? arguments.substring(0, 60) + "…)" : arguments);
    }
}
