package io.pastelli.examples.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.examples.board.Board;
import io.pastelli.examples.chat.Chat;
import io.pastelli.examples.hello.Hello;
import io.pastelli.examples.mailbox.PostOffice;
import io.pastelli.examples.notes.Notes;
import io.pastelli.examples.remote.Remote;
import io.pastelli.conn.Plug;
import io.pastelli.examples.web.OnEveryAdapter;
import io.pastelli.examples.web.Served;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

class IndexTest {
    private static Plug index() {
        return Index
                .plug(Map.of("hello", Hello.plug(), "remote", Remote.plug(List.of()), "chat", Chat.plug(),
                        "notes", Notes.plug(), "board", Board.plug(), "mailbox",
                        PostOffice.plug()));
    }

    @OnEveryAdapter
    void everyLinkOfThePageLeadsSomewhere(String adapter) throws Exception {
        try (var served = Served.on(adapter, index())) {
            var page = served.get("/").body();
            var links = Pattern.compile("(?:href|src)=\"([a-z][^\":]*)\"").matcher(page).results()
                    .map(found -> found.group(1)).filter(link -> !link.contains("connections")).toList();
            assertThat(links).contains("hello/", "remote/", "remote/controller", "chat/", "notes/",
                    "board/", "mailbox/", "assets/pastelli.css");
            for (var link : links) {
                assertThat(served.get("/" + link).statusCode()).as(link).isIn(200, 303);
            }
        }
    }

    @OnEveryAdapter
    void aFolderWithoutItsSlashIsRedirected(String adapter) throws Exception {
        try (var served = Served.on(adapter, index())) {
            for (var path : List.of("/chat", "//chat")) {
                var answer = served.get(path);
                assertThat(answer.statusCode()).isEqualTo(308);
                assertThat(answer.headers().firstValue("location")).hasValue("/chat/");
            }
        }
    }

    @OnEveryAdapter
    void onlyTheNamedFilesAreServed(String adapter) throws Exception {
        try (var served = Served.on(adapter, index())) {
            for (var path : List.of("/assets/nothing.css", "/assets/index.html%2F..%2F..%2FMain.class",
                    "/assets/..%2F..%2FMain.class", "/assets/Index.class", "/chat/assets/index.js")) {
                assertThat(served.get(path).statusCode()).as(path).isEqualTo(404);
            }
        }
    }

    @OnEveryAdapter
    void aFileThatIsKnownIsNotSentAgain(String adapter) throws Exception {
        try (var served = Served.on(adapter, index())) {
            var first = served.get("/assets/live.js");
            assertThat(first.headers().firstValue("content-type")).hasValue("text/javascript; charset=utf-8");
            var again = served.get("/assets/live.js", "if-none-match",
                    first.headers().firstValue("etag").orElseThrow());
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
    }
}
