package io.pastelli.examples.web;

import io.pastelli.conn.Conn;
import io.pastelli.conn.JsonCodec;
import io.pastelli.conn.Plug;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Delivery;
import io.pastelli.owner.Exit;
import io.pastelli.websocket.CloseStatus;
import io.pastelli.websocket.Message;
import io.pastelli.websocket.WebSocket;
import io.pastelli.websocket.WebSocketHandler;
import io.pastelli.websocket.WebSocketOptions;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pages with a WebSocket each. What is sent waits in the mailbox of the socket's owner, which writes it: so nobody waits
 * for a slow page, and one that is too slow for its mailbox is closed and comes back.
 */
final class SocketPages implements Pages {
    private static final CloseStatus TOO_SLOW = new CloseStatus(1013, "too slow: come back");
    private static final CloseStatus NOT_ASKED_SO = new CloseStatus(1003, "ask with JSON: id, to and body");
    private static final WebSocketOptions SMALL = WebSocketOptions.defaults().maxMessage(16 * 1024);

    private final Map<String, WebSocket> sockets = new ConcurrentHashMap<>();

    /** What a page is sent. */
    private record Sent(String event, Object data) {
        Message message() {
            return Message.text(JsonCodec.found().write(this).utf8());
        }
    }

    /** What became of a page's question: nothing to say, or the sentence to show. */
    private record Reply(int id, String problem) {}

    private final class Page implements WebSocketHandler {
        private final String key = UUID.randomUUID().toString();
        private final Conn conn;
        private final Visitors visitors;

        Page(Conn conn, Visitors visitors) {
            this.conn = conn;
            this.visitors = visitors;
        }

        @Override
        public void onOpen(WebSocket ws) {
            sockets.put(key, ws);
            visitors.joined(key, conn);
        }

        @Override
        public void onText(WebSocket ws, String text) {
            try {
                JsonNode question = JsonMapper.shared().readTree(text);
                ws.send(new Sent("reply", new Reply(question.path("id").asInt(0), ask(question))).message());
            } catch (JacksonException e) {
                ws.close(NOT_ASKED_SO);
            }
        }

        private String ask(JsonNode question) {
            try {
                visitors.asked(key, question.path("to").asString(""), question.path("body").asString(""));
                return "";
            } catch (HttpException e) {
                return String.valueOf(e.getMessage());
            }
        }

        @Override
        public void onMessage(WebSocket ws, Object message) {
            ws.send((Message) message);
        }

        @Override
        public void onClose(WebSocket ws, Exit exit, CloseStatus status) {
            sockets.remove(key);
            visitors.left(key);
        }
    }

    @Override
    public Plug open(Visitors visitors) {
        return conn -> conn.upgradeWebSocket(new Page(conn, visitors), SMALL);
    }

    @Override
    public void send(String key, String event, Object data) {
        WebSocket socket = sockets.get(key);
        if (socket != null) {
            deliver(socket, new Sent(event, data).message());
        }
    }

    @Override
    public void broadcast(String event, Object data) {
        Message message = new Sent(event, data).message(); // encoded once
        sockets.values().forEach(socket -> deliver(socket, message));
    }

    private static void deliver(WebSocket socket, Message message) {
        if (socket.owner().send(message) == Delivery.FULL) {
            socket.close(TOO_SLOW);
        }
    }
}
