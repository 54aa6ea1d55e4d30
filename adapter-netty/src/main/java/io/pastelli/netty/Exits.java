package io.pastelli.netty;

import io.pastelli.owner.Exit;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.OptionalLong;

/** What an error on a connection means. */
final class Exits {
    private Exits() {}

    static Exit of(Throwable cause) {
        return switch (cause) {
            case ClosedChannelException e -> new Exit.ClientClosed();
            case IOException e when silent(e) -> new Exit.TimedOut("an acknowledgement");
            case IOException e -> new Exit.ClientReset(OptionalLong.empty());
            default -> new Exit.Failed(cause);
        };
    }

    /** Java has no error codes: ETIMEDOUT and EHOSTUNREACH are what TCP says when nobody acknowledges. */
    private static boolean silent(IOException cause) {
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("timed out") || text.contains("no route") || text.contains("unreachable");
    }
}
