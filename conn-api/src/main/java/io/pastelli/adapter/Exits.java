package io.pastelli.adapter;

import io.pastelli.owner.Exit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.OptionalLong;

/** What an error on a connection means, the same on every server. */
public final class Exits {
    private Exits() {}

    /**
     * Returns the exit behind an error.
     *
     * @return {@code ClientClosed} for a closed channel, {@code TimedOut} when TCP gave a silent peer up,
     *         {@code ClientReset} for any other {@link IOException}, {@code Failed} for everything else; it has the
     *         cause of an {@link UncheckedIOException}, which is an error of a file that was to be sent
     */
    public static Exit of(Throwable cause) {
        return switch (cause) {
            case ClosedChannelException e -> new Exit.ClientClosed();
            case IOException e when silent(e) -> new Exit.TimedOut("an acknowledgement");
            case IOException e -> new Exit.ClientReset(OptionalLong.empty());
            case UncheckedIOException e when e.getCause() != null -> new Exit.Failed(e.getCause());
            default -> new Exit.Failed(cause);
        };
    }

    /**
     * Java has no error codes: ETIMEDOUT and EHOSTUNREACH are what TCP says when nobody acknowledges. Where the system
     * says it in another language, the exit is a {@code ClientReset}.
     */
    private static boolean silent(IOException cause) {
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("timed out") || text.contains("no route") || text.contains("unreachable");
    }
}
