package io.pastelli.bench;

/** What stands on a server. */
enum Variant {
    /** Nothing: a handler of the server's own kind, on its I/O threads. */
    BARE("bare", "bare", false),
    /** Nothing: a blocking handler on the server's virtual threads. */
    VIRTUAL("bare, virtual threads", "virtual", false),
    /** Pastelli in a JVM that lets I/O threads schedule owners, as the launcher starts it. */
    OURS("ours", "ours", true),
    /** Pastelli in a JVM without that flag. */
    CLOSED("ours, closed JVM", "ours", false);

    private final String label;
    private final String program;
    private final boolean opened;

    Variant(String label, String program, boolean opened) {
        this.label = label;
        this.program = program;
        this.opened = opened;
    }

    String label() {
        return label;
    }

    /** Returns what {@code ServerMain} is to run. */
    String program() {
        return program;
    }

    /** Tells whether it takes part: what blocks only answers short requests, and a bare server tells no owner. */
    boolean does(Workload workload) {
        return switch (workload) {
            case PLAIN, JSON, POST -> true;
            case TOLD -> ours();
            default -> this != VIRTUAL;
        };
    }

    boolean ours() {
        return program.equals("ours");
    }

    boolean opened() {
        return opened;
    }
}
