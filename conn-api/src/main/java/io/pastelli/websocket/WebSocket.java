package io.pastelli.websocket;

import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;
import io.pastelli.owner.Owner;
import java.util.Optional;

/**
 * An open WebSocket (RFC 6455), the server's side.
 *
 * <p>
 * What is sent goes out as one frame, each whole and in the order of its thread; frames of several threads never mix.
 *
 * <p>
 * <b>Threading:</b> any thread but an I/O thread may send; {@link #trySend}, {@link #ping} and {@link #close} never
 * block.
 *
 * {@snippet :
 * Plug echo = conn -> conn.upgradeWebSocket(new WebSocketHandler() {
 *     @Override
 *     public void onText(WebSocket ws, String text) {
 *         ws.send(text);
 *     }
 * });
 * }
 */
public sealed interface WebSocket permits WebSocketSession {
    /**
     * Sends a message; blocks while the client's side takes nothing, up to the write deadline of the server (30 s by
     * default), after which the socket is cut.
     */
    MessageResult send(Message message);

    /** Sends a text; see {@link #send(Message)}. */
    default MessageResult send(String text) {
        return send(Message.text(text));
    }

    /** Sends a binary message; see {@link #send(Message)}. */
    default MessageResult send(Bytes bytes) {
        return send(Message.binary(bytes));
    }

    /**
     * Sends a message if that needs no waiting; empty when the one before is still on its way. A message that is taken
     * is taken whole.
     */
    Optional<MessageResult> trySend(Message message);

    /**
     * Sends a ping as soon as what is being written is out; one that has not gone out by then is replaced.
     *
     * @param payload at most 125 bytes; the pong brings them back to {@link WebSocketHandler#onPong}
     * @throws IllegalArgumentException for more bytes
     */
    void ping(Bytes payload);

    /**
     * Ends the socket in order: a close frame after what is being written, {@link Exit.Normal}, and the client's close
     * frame awaited for {@link WebSocketOptions#closeTimeout}. Input that was not handled yet is dropped. No effect
     * when the socket is over.
     *
     * @throws IllegalArgumentException for a code that no close frame may carry
     */
    void close(CloseStatus status);

    /** Ends the socket like {@link #close(CloseStatus)}. */
    default void close(int code, String reason) {
        close(new CloseStatus(code, reason));
    }

    /** Ends the socket with 1000; see {@link #close(CloseStatus)}. */
    default void close() {
        close(CloseStatus.NORMAL);
    }

    /** Returns the owner: mailbox, links, exit. */
    Owner owner();

    /** Returns the sub-protocol that was agreed; empty when none was. */
    Optional<String> subprotocol();

    /** Returns how the socket ended; empty while it lives. */
    default Optional<Exit> exit() {
        return owner().exit();
    }
}
