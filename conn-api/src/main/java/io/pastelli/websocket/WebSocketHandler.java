package io.pastelli.websocket;

import io.pastelli.http.Bytes;
import io.pastelli.owner.Exit;

/**
 * What a plug does with a {@link WebSocket}. Every method has a default, so implement what you need.
 *
 * <p>
 * A method that throws ends the socket with 1011 and {@link Exit.Failed}, or with the status of the
 * {@link WebSocketException} it throws.
 *
 * <p>
 * <b>Threading:</b> the methods of one socket run one at a time, on its owner's virtual thread, after the plug has
 * returned: they may block. The thread lives only as long as there is something to run. When the client breaks off it is
 * interrupted; when the client closes in order, or the server stops, what has arrived is handled first, for
 * {@link WebSocketOptions#closeTimeout}.
 */
public interface WebSocketHandler {
    /** The socket is open; called first and always, be it that the socket has ended meanwhile. */
    default void onOpen(WebSocket ws) throws Exception {}

    /** A whole text has come; the default refuses it with 1003. */
    default void onText(WebSocket ws, String text) throws Exception {
        ws.close(CloseStatus.UNSUPPORTED);
    }

    /** A whole binary message has come; the default refuses it with 1003. */
    default void onBinary(WebSocket ws, Bytes bytes) throws Exception {
        ws.close(CloseStatus.UNSUPPORTED);
    }

    /** A ping has come; the pong is sent already. */
    default void onPing(WebSocket ws, Bytes payload) throws Exception {}

    /** A pong has come, asked for or not. */
    default void onPong(WebSocket ws, Bytes payload) throws Exception {}

    /** Somebody has sent {@code message} to the owner's mailbox. */
    default void onMessage(WebSocket ws, Object message) throws Exception {}

    /**
     * The socket is over; called last and once. Nothing can be sent any more.
     *
     * @param exit why: {@code ClientClosed} for a close frame of the client or a FIN without one, {@code ClientReset},
     *        {@code TimedOut} for a client that was silent or took nothing, {@code Normal} when we have closed,
     *        {@code Shutdown} when the server stops, {@code Failed} when this handler or a linked party died, or, with a
     *        {@link WebSocketException}, when the client broke the protocol
     * @param status the client's close frame, else ours; {@link CloseStatus#ABNORMAL} when there was neither
     */
    default void onClose(WebSocket ws, Exit exit, CloseStatus status) throws Exception {}
}
