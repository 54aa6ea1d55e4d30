package io.pastelli.examples.cli;

import io.pastelli.conn.Plug;
import io.pastelli.examples.board.Board;
import io.pastelli.examples.chat.Chat;
import io.pastelli.examples.hello.Hello;
import io.pastelli.examples.index.Index;
import io.pastelli.examples.mailbox.PostOffice;
import io.pastelli.examples.notes.Notes;
import io.pastelli.examples.remote.Remote;
import io.pastelli.examples.web.Transport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The examples by name; a new one is a line here and a card on the index page. */
enum Example {
    HELLO {
        @Override
        Plug plug(List<String> hosts, Transport transport) {
            return Hello.plug();
        }
    },
    REMOTE {
        @Override
        Plug plug(List<String> hosts, Transport transport) {
            return Remote.plug(hosts, transport);
        }
    },
    CHAT {
        @Override
        Plug plug(List<String> hosts, Transport transport) {
            return Chat.plug(transport);
        }
    },
    NOTES {
        @Override
        Plug plug(List<String> hosts, Transport transport) {
            return Notes.plug();
        }
    },
    BOARD {
        @Override
        Plug plug(List<String> hosts, Transport transport) {
            return Board.plug();
        }
    },
    MAILBOX {
        @Override
        Plug plug(List<String> hosts, Transport transport) {
            return PostOffice.plug();
        }
    };

    /**
     * Makes a new one.
     *
     * @param hosts this machine's addresses that a phone can open; empty when there are none
     * @param transport what keeps pages in touch, for those that can choose
     */
    abstract Plug plug(List<String> hosts, Transport transport);

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Example> named(String title) {
        return Stream.of(values()).filter(example -> example.title().equals(title)).findFirst();
    }

    /** Makes all of them behind the page that leads to them. */
    static Plug all(List<String> hosts, Transport transport) {
        Map<String, Plug> byTitle = new LinkedHashMap<>();
        for (Example example : values()) {
            byTitle.put(example.title(), example.plug(hosts, transport));
        }
        return Index.plug(byTitle);
    }
}
