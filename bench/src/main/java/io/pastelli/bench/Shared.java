package io.pastelli.bench;

import java.util.Locale;
import java.util.Optional;

/** What is measured over Redis. */
enum Shared {
    /** 200 members over WebSockets. */
    WS_200(Room.WS_200),
    /** 1 000 members over WebSockets. */
    WS_1000(Room.WS_1000),
    /** 200 members over long-polling. */
    LP_200(Room.LP_200),
    /** 1 000 members over long-polling. */
    LP_1000(Room.LP_1000),
    /** 200 streams of server-sent events, in memory and over Redis. */
    SSE_200,
    /** Held polls of Bayeux, in memory and over Redis: their heap. */
    HELD,
    /** Mailboxes in memory and over Redis: round trips, and those who wait. */
    MAILBOXES,
    /** What a publish costs Redis. */
    PUBLISH;

    private final Optional<Room> room;

    Shared() {
        room = Optional.empty();
    }

    Shared(Room room) {
        this.room = Optional.of(room);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Optional<Room> room() {
        return room;
    }
}
