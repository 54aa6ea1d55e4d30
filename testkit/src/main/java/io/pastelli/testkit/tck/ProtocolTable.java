package io.pastelli.testkit.tck;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What adapters keep of the contract on one protocol: a table for each topic, a column for each adapter. */
final class ProtocolTable {
    private final Set<String> columns = new TreeSet<>();
    /** By topic and case, then by column. */
    private final Map<String, Map<String, Outcome>> cases = new TreeMap<>();

    void add(String column, Outcome outcome) {
        columns.add(column);
        cases.computeIfAbsent(outcome.key(), key -> new TreeMap<>()).put(column, outcome);
    }

    Set<String> keys() {
        return cases.keySet();
    }

    /** Returns the outcomes. */
    String outcomes() {
        var topics = new LinkedHashMap<String, StringBuilder>();
        cases.forEach((key, row) -> topics.computeIfAbsent(key.replaceFirst("\t.*", ""), topic -> head())
                .append(row(key, row, ProtocolTable::mark)));
        return topics.entrySet().stream().map(each -> "\n### " + each.getKey() + "\n\n" + each.getValue())
                .collect(Collectors.joining());
    }

    /** Returns what was measured, nothing when nothing was. */
    String figures() {
        String rows = cases.entrySet().stream()
                .filter(each -> each.getValue().values().stream()
                        .anyMatch(outcome -> !outcome.figures().isEmpty()))
                .map(each -> row(each.getKey(), each.getValue(), ProtocolTable::figures))
                .collect(Collectors.joining());
        return rows.isEmpty() ? "" : head() + rows;
    }

    /** Returns a line for each gap. */
    Stream<String> gaps(String protocol) {
        return cases.entrySet().stream()
                .flatMap(each -> each.getValue().entrySet().stream()
                        .filter(cell -> cell.getValue().result().equals("gap"))
                        .map(cell -> "* " + cell.getKey() + ", " + protocol + ": " + sentence(each.getKey())
                                + ": "
                                + cell.getValue().note() + "\n"));
    }

    /** Returns a line for each case that makes no sense on this protocol. */
    Stream<String> notApplicable(String protocol) {
        return cases.entrySet().stream()
                .flatMap(each -> each.getValue().values().stream()
                        .filter(outcome -> outcome.result().equals("n/a")).limit(1)
                        .map(outcome -> "* " + protocol + ": " + sentence(each.getKey()) + ": "
                                + outcome.note()
                                + "\n"));
    }

    private StringBuilder head() {
        var text = new StringBuilder("| case |");
        columns.forEach(column -> text.append(' ').append(column).append(" |"));
        text.append("\n|---|");
        columns.forEach(column -> text.append("---|"));
        return text.append('\n');
    }

    private String row(String key, Map<String, Outcome> row, Function<Outcome, String> cell) {
        return columns.stream().map(column -> row.containsKey(column) ? cell.apply(row.get(column)) : "–")
                .collect(Collectors.joining(" | ", "| " + sentence(key) + " | ", " |\n"));
    }

    private static String mark(Outcome outcome) {
        return switch (outcome.result()) {
            case "ok" -> "✓";
            case "gap", "n/a", "skipped" -> outcome.result();
            default -> "✗";
        };
    }

    private static String figures(Outcome outcome) {
        String[] parts = outcome.figures().split(" ", 4);
        return parts.length < 4 ? "–" : parts[1] + " / " + parts[2] + " / " + parts[3];
    }

    private static String sentence(String key) {
        return ContractTable.sentence(key.split("\t", 2)[1]);
    }
}
