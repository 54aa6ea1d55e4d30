package io.pastelli.bench.soak;

import java.io.EOFException;
import java.io.IOException;

/**
 * Reads numbered events, each the one after the other, and leaves by FIN or RST.
 *
 * @param path where the streams are
 */
record StreamVisitor(String path) implements Visitor {
    @Override
    public void visit(Stay stay) throws IOException, InterruptedException {
        try (Line line = new Line(stay.port())) {
            line.send("GET", path + stay.id(), "", "");
            line.head().expect(200);
            long until = stay.until(1_000, 10_000);
            for (long last = -1; stay.goesOn(until);) {
                last = event(line, stay, last);
            }
            line.leave(stay.maybe());
        }
    }

    static long event(Line line, Stay stay, long last) throws IOException {
        String event = line.event();
        long number = Long.parseLong(event.substring(6, event.indexOf(' ', 6)));
        stay.check(last < 0 || number == last + 1, "event " + number + " after " + last);
        return number;
    }

    /** Reads some events, then none until the server has cut it. */
    record Stalling(String path) implements Visitor {
        private static final int STALL = 10_000; // ms

        @Override
        public void visit(Stay stay) throws IOException, InterruptedException {
            try (Line line = new Line(stay.port(), 8 * 1024)) {
                line.send("GET", path + stay.id(), "", "");
                line.head().expect(200);
                long last = -1;
                for (int i = stay.number(1, 20); i > 0; i--) {
                    last = event(line, stay, last);
                }
                stay.pause(STALL);
                if (!stay.crowd().leaving()) {
                    cut(line);
                    stay.right();
                }
            }
        }

        private static void cut(Line line) throws IOException {
            try {
                line.drain();
            } catch (EOFException e) {
                return;
            }
        }
    }
}
