package io.pastelli.bench.soak;

import io.pastelli.bench.Wire;
import java.io.IOException;

/**
 * Polls its mailbox and acknowledges; leaves while it waits now and then, and has what was sent meanwhile by its next poll,
 * by the end of a lease at the latest, when the server had taken the one that has left for the receiver.
 */
record BoxVisitor() implements Visitor {
    @Override
    public void visit(Stay stay) throws IOException, InterruptedException {
        String path = Wire.BOXES + "/" + stay.id();
        String last = "";
        try (Line sends = new Line(stay.port()); Line polls = new Line(stay.port())) {
            for (int i = stay.number(1, 6); i > 0 && !stay.crowd().leaving(); i--) {
                String text = "message " + i;
                Answer answer;
                if (stay.maybe()) {
                    poll(polls, path, last);
                    stay.pause(stay.number(1, 300));
                    send(sends, path, text);
                    answer = polls.answer();
                } else {
                    vanish(stay, path, last);
                    send(sends, path, text);
                    poll(polls, path, last);
                    answer = polls.answer();
                }
                answer.expect(200).expect(text);
                stay.right();
                last = answer.field("mailbox-id").orElseThrow();
            }
            if (!last.isEmpty()) {
                sends.ask("DELETE", path + "/" + last, "", "").expect(204);
            }
        }
    }

    private static void vanish(Stay stay, String path, String last) throws IOException, InterruptedException {
        try (Line line = new Line(stay.port())) {
            poll(line, path, last);
            stay.pause(stay.number(1, 300));
            line.leave(stay.maybe());
        }
    }

    private static void poll(Line line, String path, String last) throws IOException {
        line.send("GET", path, "Mailbox-Ack: " + last + "\r\n", "");
    }

    private static void send(Line line, String path, String text) throws IOException {
        line.ask("POST", path, "Content-Type: text/plain\r\n", text).expect(201);
    }
}
