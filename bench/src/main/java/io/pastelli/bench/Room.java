package io.pastelli.bench;

import java.util.Locale;

/** How many are in a room, and how they are connected. */
enum Room {
    /** 200 members over WebSockets. */
    WS_200(200),
    /** 1 000 members over WebSockets. */
    WS_1000(1_000),
    /** 200 members over long-polling. */
    LP_200(200),
    /** 1 000 members over long-polling. */
    LP_1000(1_000),
    /** 10 000 held polls, and nobody says anything: their memory. */
    HELD_10000(10_000);

    private final int members;

    Room(int members) {
        this.members = members;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int members() {
        return members;
    }

    String type() {
        return this == WS_200 || this == WS_1000 ? "websocket" : "long-polling";
    }

    boolean silent() {
        return this == HELD_10000;
    }
}
