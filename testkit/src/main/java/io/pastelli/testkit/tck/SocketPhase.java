package io.pastelli.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Conn;
import io.pastelli.testkit.http2.Frame;
import io.pastelli.testkit.http2.Http2Client;
import io.pastelli.testkit.websocket.StreamWebSocket;
import io.pastelli.websocket.WebSocketOptions;
import java.util.concurrent.CountDownLatch;

/** How far a WebSocket is when its client leaves. */
enum SocketPhase {
    /** The plug has not upgraded yet. */
    BEFORE_THE_UPGRADE {
        @Override
        Conn call(Conn conn, LeavingSocket socket) throws Exception {
            conn.owner().link(socket.told);
            socket.busy(() -> new CountDownLatch(1).await());
            return conn;
        }

        @Override
        void settle(Http2Client client, StreamWebSocket asked, LeavingSocket socket) {
            Eventually.get(socket.there);
        }
    },
    /** The plug has upgraded and not returned. */
    BEFORE_THE_PLUG_RETURNS {
        @Override
        Conn call(Conn conn, LeavingSocket socket) throws Exception {
            Conn upgraded = super.call(conn, socket);
            try {
                socket.busy(() -> new CountDownLatch(1).await());
            } catch (InterruptedException e) {
                return upgraded; // as a plug does that wants its handler to be told
            }
            return upgraded;
        }
    },
    /** {@code onOpen} runs. */
    OPENING,
    /** Nothing runs. */
    IDLE {
        @Override
        void settle(Http2Client client, StreamWebSocket asked, LeavingSocket socket) {
            assertThat(asked.text()).isEqualTo("work");
        }
    },
    /** {@code onText} runs. */
    HANDLING,
    /** {@code onText} waits in {@code receive}. */
    RECEIVING,
    /** {@code onText} waits in {@code send}, for a client that takes nothing. */
    SENDING {
        @Override
        void settle(Http2Client client, StreamWebSocket asked, LeavingSocket socket) {
            Eventually.until("the window is full", () -> client.on(asked.stream()).stream()
                    .filter(each -> each.is(Frame.DATA, asked.stream()))
                    .mapToInt(each -> each.frame().payload().size()).sum() == WINDOW);
        }
    };

    /** How many bytes the client takes. */
    static final int WINDOW = 16_384;

    /** What the plug does. */
    Conn call(Conn conn, LeavingSocket socket) throws Exception {
        conn.owner().link(socket.told);
        return conn.upgradeWebSocket(socket, WebSocketOptions.defaults());
    }

    /** Waits until both sides are there, and nothing is left unread at which a FIN would become an RST. */
    void settle(Http2Client client, StreamWebSocket asked, LeavingSocket socket) {
        Eventually.get(socket.there);
        assertThat(client.status(asked.stream())).isEqualTo(200);
    }

    /** Tells whether there is a handler to be told by {@code onClose}. */
    boolean upgraded() {
        return this != BEFORE_THE_UPGRADE;
    }
}
