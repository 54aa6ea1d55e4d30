package io.pastelli.testkit.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes one Markdown table, case × adapter, of the outcomes that {@link AdapterContract}s wrote to {@code target/tck}.
 *
 * {@snippet :
 * ContractTable.read(Path.of("adapter-netty/target/tck/netty-http-1.1.tsv"),
 *         Path.of("adapter-jetty/target/tck/jetty-http-1.1.tsv")).markdown();
 * }
 */
public final class ContractTable {
    private final Set<String> subjects = new TreeSet<>();
    /** By topic and case, then by subject. */
    private final Map<String, Map<String, Outcome>> cases = new TreeMap<>();

    private ContractTable() {}

    /**
     * Writes the table of some outcome files: {@code java ContractTable docs/contract.md a.tsv b.tsv}.
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
     * Reads outcome files; the name of each, without its ending, is the name of its column.
     *
     * @throws IOException when one cannot be read
     */
    public static ContractTable read(Path... files) throws IOException {
        var table = new ContractTable();
        for (Path file : files) {
            String subject = String.valueOf(file.getFileName()).replaceFirst("\\.tsv$", "");
            table.subjects.add(subject);
            for (String line : Files.readAllLines(file)) {
                Outcome outcome = Outcome.parse(line);
                table.cases.computeIfAbsent(outcome.topic() + "\t" + outcome.name(), key -> new TreeMap<>())
                        .put(subject, outcome);
            }
        }
        return table;
    }

    /** Returns how many cases there are, each counted once. */
    public int size() {
        return cases.size();
    }

    /** Returns the outcomes, the gaps with their reasons, and what was measured. */
    public String markdown() {
        var text = new StringBuilder("# The contract\n\n").append(size())
                .append(" cases. ✓ kept, gap: see below, ✗ failed, – not run.\n");
        var topics = new LinkedHashMap<String, StringBuilder>();
        cases.forEach((key, row) -> {
            String[] parts = key.split("\t", 2);
            topics.computeIfAbsent(parts[0], topic -> head("case"))
                    .append(row(sentence(parts[1]), row, ContractTable::mark));
        });
        topics.forEach((topic, rows) -> text.append("\n## ").append(topic).append("\n\n").append(rows));
        text.append("\n## Gaps\n\n").append(gaps());
        text.append("\n## Told after (ms: median / 99th percentile / maximum)\n\n").append(head("case"));
        cases.forEach((key, row) -> {
            if (row.values().stream().anyMatch(outcome -> !outcome.figures().isEmpty())) {
                text.append(row(sentence(key.split("\t", 2)[1]), row, ContractTable::figures));
            }
        });
        return text.toString();
    }

    private StringBuilder head(String first) {
        var text = new StringBuilder("| ").append(first).append(" |");
        subjects.forEach(subject -> text.append(' ').append(subject).append(" |"));
        text.append("\n|---|");
        subjects.forEach(subject -> text.append("---|"));
        return text.append('\n');
    }

    private String row(String first, Map<String, Outcome> row, Function<Outcome, String> cell) {
        return subjects.stream().map(subject -> row.containsKey(subject) ? cell.apply(row.get(subject)) : "–")
                .collect(Collectors.joining(" | ", "| " + first + " | ", " |\n"));
    }

    private String gaps() {
        String found = cases.entrySet().stream()
                .flatMap(entry -> entry.getValue().entrySet().stream()
                        .filter(cell -> cell.getValue().result().equals("gap"))
                        .map(cell -> "* " + cell.getKey() + ": " + sentence(entry.getKey().split("\t", 2)[1])
                                + ": " + cell.getValue().note() + "\n"))
                .collect(Collectors.joining());
        return found.isEmpty() ? "None.\n" : found;
    }

    private static String mark(Outcome outcome) {
        return switch (outcome.result()) {
            case "ok" -> "✓";
            case "gap" -> "gap";
            default -> "✗";
        };
    }

    private static String figures(Outcome outcome) {
        String[] parts = outcome.figures().split(" ", 4);
        return parts.length < 4 ? "–" : parts[1] + " / " + parts[2] + " / " + parts[3];
    }

    /** Returns the sentence that the name of a method is: {@code aStreamHasTheseBytes}. */
    static String sentence(String name) {
        int end = name.indexOf('(');
        String method = end < 0 ? name : name.substring(0, end);
        String words = method.replaceAll("([A-Z]|\\d+)", " $1").toLowerCase(java.util.Locale.ROOT).strip();
        String arguments = end < 0 ? "" : " " + name.substring(end).replace("\\", "\\\\").replace("|", "\\|");
        return words + (arguments.length() > 60 ? arguments.substring(0, 60) + "…)" : arguments);
    }
}
