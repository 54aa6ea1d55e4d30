package io.pastelli.bench;

/** What stands on a server. */
enum Variant {
    /** Nothing: a handler of the server's own kind, on its I/O threads. */
    BARE("bare", false),
    /** Pastelli in a JVM that lets I/O threads schedule owners, as the launcher starts it. */
    OURS("ours", true),
    /** Pastelli in a JVM without that flag. */
    CLOSED("ours, closed JVM", false);

    private final String label;
    private final boolean opened;

    Variant(String label, boolean opened) {
        this.label = label;
        this.opened = opened;
    }

    String label() {
        return label;
    }

    boolean opened() {
        return opened;
    }
}
