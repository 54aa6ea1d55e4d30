package io.pastelli.testkit.tck;

/**
 * How a case ended.
 *
 * @param topic what it belongs to
 * @param name the sentence it is named by
 * @param result {@code ok}, {@code gap}, {@code n/a}, {@code skipped} or {@code FAILED}
 * @param figures what was measured: rounds, median, 99th percentile and maximum in ms, or nothing
 * @param note the reason of a gap, of {@code n/a} or {@code skipped}, or the first line of an error
 */
record Outcome(String topic, String name, String result, String figures, String note) {
    String line() {
        return String.join("\t", topic, name, result, figures, note.replaceAll("\\s+", " "));
    }

    /** Returns topic and name, by which outcomes of several adapters are put side by side. */
    String key() {
        return topic + "\t" + name;
    }

    static Outcome parse(String line) {
        String[] parts = line.split("\t", 5);
        return new Outcome(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }
}
