package io.pastelli.undertow;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps Undertow's and XNIO's start-up banners out of {@code java.util.logging}, unless somebody has set their level. */
final class Quiet {
    // the log manager holds loggers weakly: a level set on one that nobody keeps is lost
    private static final List<Logger> LOGGERS = List.of(Logger.getLogger("org.xnio"),
            Logger.getLogger("io.undertow"),
            Logger.getLogger("org.jboss.threads"));

    private Quiet() {}

    static void keep() {
        for (Logger logger : LOGGERS) {
            if (logger.getLevel() == null) {
                logger.setLevel(Level.WARNING);
            }
        }
    }
}
