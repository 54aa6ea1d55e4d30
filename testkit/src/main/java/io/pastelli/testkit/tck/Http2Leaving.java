package io.pastelli.testkit.tck;

import io.pastelli.owner.Exit;
import io.pastelli.testkit.http2.ErrorCode;
import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Http2Client;
import java.io.IOException;
import java.util.OptionalLong;

/** The ways a client of HTTP/2 leaves: one stream, or the connection with all of them. */
@SuppressWarnings("ImmutableEnumChecker") // an exit without a cause never changes
enum Http2Leaving {
    RESET_CANCEL(new Exit.ClientReset(OptionalLong.of(ErrorCode.CANCEL.code()))), //
    RESET_NO_ERROR(new Exit.ClientReset(OptionalLong.of(ErrorCode.NO_ERROR.code()))), //
    CONNECTION_FIN(new Exit.ClientClosed()), //
    CONNECTION_RST(new Exit.ClientReset(OptionalLong.empty())), //
    GOAWAY_AND_FIN(new Exit.ClientClosed());

    private final Exit exit;

    Http2Leaving(Exit exit) {
        this.exit = exit;
    }

    /** Returns what the owner is told. */
    Exit exit() {
        return exit;
    }

    void leave(Http2Client client, int stream) throws IOException {
        switch (this) {
            case RESET_CANCEL -> client.send(Frame.reset(stream, ErrorCode.CANCEL.code()));
            case RESET_NO_ERROR -> client.send(Frame.reset(stream, ErrorCode.NO_ERROR.code()));
            case CONNECTION_FIN -> client.wire().fin();
            case CONNECTION_RST -> client.wire().reset();
            case GOAWAY_AND_FIN -> {
                client.send(Frame.goAway(0, ErrorCode.NO_ERROR.code()));
                client.wire().fin();
            }
        }
    }
}
