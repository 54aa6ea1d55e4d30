package io.pastelli.push.mailbox;

import io.pastelli.conn.Conn;
import io.pastelli.http.HttpException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a GET asks for.
 *
 * @param acknowledged messages that have arrived
 * @param acknowledges whether this client acknowledges; else what was written counts as arrived
 * @param max most messages it wants at once, as JSON; empty for one as it is
 */
record Asked(List<String> acknowledged, boolean acknowledges, OptionalInt max) {
    private static final int MOST_IDS = 1000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * Reads it.
     *
     * @throws HttpException 400 for what is malformed
     */
    static Asked of(Conn conn) {
        List<String> given = conn.queryParams().all("ack");
        boolean acknowledges = !given.isEmpty() || conn.reqHeaders().contains("mailbox-ack")
                || conn.reqHeaders().contains("mailbox-consumer");
        var ids = new ArrayList<String>();
        Stream.concat(given.stream(), conn.reqHeaders().all("mailbox-ack").stream())
                .flatMap(list -> Stream.of(list.split(",", -1))).map(String::strip)
                .filter(id -> !id.isEmpty()).forEach(ids::add);
        if (ids.size() > MOST_IDS || !ids.stream().allMatch(Asked::isId)) {
            throw new HttpException(400,
                    "acknowledge with the ids of at most " + MOST_IDS + " messages, separated by commas");
        }
        return new Asked(ids, acknowledges, max(conn));
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    private static OptionalInt max(Conn conn) {
        String text = conn.queryParam("max").orElse("");
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int max = Integer.parseInt(text);
            if (max > 0) {
                return OptionalInt.of(max);
            }
        } catch (NumberFormatException e) {
            // answered below
        }
        throw new HttpException(400, "max is how many messages you want at once: a number from 1");
    }
}
