package io.pastelli.bench.soak;

import io.pastelli.bench.Wire;
import java.io.IOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Subscribes to a channel, stays connected, and sees numbered events one after the other; then it disconnects, or vanishes
 * while its connect is held.
 *
 * @param type websocket or long-polling
 */
record BayeuxVisitor(String type) implements Visitor {
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public void visit(Stay stay) throws IOException, InterruptedException {
        boolean socket = type.equals("websocket");
        try (Line line = new Line(stay.port())) {
            if (socket) {
                Frames.upgrade(line, Wire.BAYEUX);
            }
            var talk = new Talk(line, socket, stay);
            String id = talk.ask("/meta/handshake",
                    "\"version\":\"1.0\",\"supportedConnectionTypes\":[\"" + type + "\"]").path("clientId")
                    .stringValue();
            String client = "\"clientId\":\"" + id + "\"";
            talk.ask("/meta/subscribe", client + ",\"subscription\":\"" + Wire.ROOM + "\"");
            String connect = client + ",\"connectionType\":\"" + type + "\"";
            long until = stay.until(1_000, 10_000);
            while (stay.goesOn(until)) {
                talk.ask("/meta/connect", connect);
            }
            if (stay.crowd().leaving() || stay.maybe()) {
                talk.ask("/meta/disconnect", client);
            } else {
                talk.send("/meta/connect", connect);
                line.leave(stay.maybe());
            }
        }
    }

    /** The messages of one session. */
    private static final class Talk {
        private final Line line;
        private final boolean socket;
        private final Stay stay;
        private String cookies = "";
        private int messages;
        private long last = -1;

        Talk(Line line, boolean socket, Stay stay) {
            this.line = line;
            this.socket = socket;
            this.stay = stay;
        }

        void send(String channel, String fields) throws IOException {
            String text = "[{\"channel\":\"" + channel + "\",\"id\":\"" + ++messages + "\"," + fields + "}]";
            if (socket) {
                Frames.send(line, text);
            } else {
                line.send("POST", Wire.BAYEUX, "Content-Type: application/json\r\n" + cookies, text);
            }
        }

        /** Sends a message and reads until its reply, which has to be a success. */
        JsonNode ask(String channel, String fields) throws IOException {
            send(channel, fields);
            while (true) {
                JsonNode reply = receive();
                if (!reply.isMissingNode()) {
                    stay.check(reply.path("successful").asBoolean(), channel + " failed: " + reply);
                    return reply;
                }
            }
        }

        private JsonNode receive() throws IOException {
            String text;
            if (socket) {
                text = Frames.receive(line);
            } else {
                Answer answer = line.answer().expect(200);
                cookies = answer.field("set-cookie").map(
                        cookie -> "Cookie: " + cookie.split(";", -1)[0] + "\r\n").orElse(cookies);
                text = answer.text();
            }
            JsonNode reply = JSON.missingNode();
            for (JsonNode each : JSON.readTree(text)) {
                if (each.path("channel").stringValue().equals(Wire.ROOM)) {
                    long number = each.path("data").path("n").asLong();
                    stay.check(last < 0 || number == last + 1, "Bayeux event " + number + " after " + last);
                    last = number;
                } else if (each.path("id").asString().equals(Integer.toString(messages))) {
                    reply = each;
                }
            }
            return reply;
        }
    }
}
