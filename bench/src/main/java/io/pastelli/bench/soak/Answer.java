package io.pastelli.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** A response that was read to its end, or to the end of its head. */
record Answer(int status, String head, String text) {
    static Answer of(String head, byte[] body) {
        return new Answer(Integer.parseInt(head.substring(9, 12)), head, new String(body, UTF_8));
    }

    /** Returns the value of a field. */
    Optional<String> field(String name) {
        String start = "\r\n" + name + ": ";
        int at = head.toLowerCase(Locale.ROOT).indexOf(start);
        return at < 0
                ? Optional.empty()
                : Optional.of(head.substring(at + start.length(), head.indexOf('\r', at + start.length())));
    }

    /**
     * Checks the status.
     *
     * @throws IOException for another one
     */
    Answer expect(int wanted) throws IOException {
        if (status != wanted) {
            throw new IOException("a " + status + " where a " + wanted + " was due: " + head + text);
        }
        return this;
    }

    /**
     * Checks the body.
     *
     * @throws IOException for another one
     */
    Answer expect(String wanted) throws IOException {
        if (!text.equals(wanted)) {
            throw new IOException("a body of " + text.length() + " characters differs: "
                    + text.substring(0, Math.min(80, text.length())));
        }
        return this;
    }
}
