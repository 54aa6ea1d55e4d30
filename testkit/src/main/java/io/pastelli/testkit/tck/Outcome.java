package io.pastelli.testkit.tck;

/**
 * How a case ended.
 *
 * @param topic what it belongs to
 * @param name the sentence it is named by
 * @param result {@code ok}, {@code gap} or {@code FAILED}
 * @param note the reason of a gap, or the first line of an error
 */
record Outcome(String topic, String name, String result, String note) {
    String line() {
        return String.join("\t", topic, name, result, note.replaceAll("\\s+", " "));
    }

    static Outcome parse(String line) {
        String[] parts = line.split("\t", 4);
        return new Outcome(parts[0], parts[1], parts[2], parts[3]);
    }
}
