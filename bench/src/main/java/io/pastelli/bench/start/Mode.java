package io.pastelli.bench.start;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the JVM has been given of earlier runs. */
enum Mode {
    /** Nothing but the JDK's own archive of its classes. */
    NONE("plain", "", ""),
    /** An archive of the program's classes (JEP 350). */
    CDS("CDS archive", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),
    /** Classes loaded and linked, and profiles (JEP 483, 514, 515). */
    AOT("AOT cache", "-XX:AOTCacheOutput=", "-XX:AOTCache="),
    /** The same, and Netty's events for JFR not set up, which no archive can hold. */
    RECIPE("AOT cache, no Netty JFR", "-XX:AOTCacheOutput=", "-XX:AOTCache=");

    private static final String NO_EVENTS = "-Dio.netty.jfr.enabled=false";

    private final String label;
    private final String training;
    private final String using;

    Mode(String label, String training, String using) {
        this.label = label;
        this.training = training;
        this.using = using;
    }

    String label() {
        return label;
    }

    Path file(Path folder, Program program) {
        return folder.resolve("start-" + program + "." + name().toLowerCase(Locale.ROOT));
    }

    List<String> training(Path file) {
        return with(training + file);
    }

    List<String> using(Path file) {
        return this == NONE ? List.of() : with(using + file);
    }

    private List<String> with(String flag) {
        return this == RECIPE ? List.of(flag, NO_EVENTS) : List.of(flag);
    }
}
