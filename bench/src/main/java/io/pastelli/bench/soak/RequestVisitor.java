package io.pastelli.bench.soak;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pastelli.bench.Wire;
import java.io.IOException;

/** Asks for short things over one connection, some of them wrongly, and some two at a time. */
record RequestVisitor() implements Visitor {
    @Override
    public void visit(Stay stay) throws IOException, InterruptedException {
        try (Line line = new Line(stay.port())) {
            for (int i = stay.number(1, 12); i > 0 && !stay.crowd().leaving(); i--) {
                ask(line, stay, i);
                stay.right();
                stay.pause(100);
            }
            if (stay.maybe()) {
                line.send("GET /wrong HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n".getBytes(
                        US_ASCII));
                line.answer().expect(400);
                line.drain();
                stay.right();
            } else {
                line.leave(stay.maybe());
            }
        }
    }

    private static void ask(Line line, Stay stay, int turn) throws IOException {
        switch (turn % 5) {
            case 0 -> line.get(Wire.PLAIN).expect(200).expect(Wire.TEXT);
            case 1 -> line.get(Wire.JSON + stay.id() + Wire.ORDERS + turn).expect(200)
                    .expect("{\"user\":\"" + stay.id() + "\",\"order\":\"" + turn + "\"}");
            case 2 -> {
                String body = "body of " + stay.id() + " ".repeat(stay.number(1, 16_384));
                line.ask("POST", Wire.ECHO, "", body).expect(200).expect(body);
            }
            case 3 -> line.get("/nowhere/" + stay.id()).expect(404);
            default -> {
                line.send("GET", Wire.PLAIN, "", "");
                line.send("GET", Wire.JSON + "2" + Wire.ORDERS + "3", "", "");
                line.answer().expect(200).expect(Wire.TEXT);
                line.answer().expect(200).expect("{\"user\":\"2\",\"order\":\"3\"}");
            }
        }
    }
}
