package io.pastelli.bench.soak;

import java.io.IOException;

/** Has texts echoed over a WebSocket, and leaves by a close frame, FIN or RST. */
record SocketVisitor(String path) implements Visitor {
    private static final byte[] CLOSE = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x03, (byte) 0xe8};

    @Override
    public void visit(Stay stay) throws IOException, InterruptedException {
        try (Line line = new Line(stay.port())) {
            Frames.upgrade(line, path + stay.id());
            long until = stay.until(1_000, 10_000);
            while (stay.goesOn(until)) {
                String text = "to " + stay.id() + " " + System.nanoTime();
                Frames.send(line, text);
                stay.check(Frames.receive(line).equals(text), "another echo than " + text);
                stay.pause(300);
            }
            if (stay.maybe()) {
                line.send(CLOSE);
                stay.check(line.next() == 0x88, "no close frame");
                line.drain();
            } else {
                line.leave(stay.maybe());
            }
        }
    }
}
