package io.pastelli.examples.notes;

import io.pastelli.conn.Conn;
import io.pastelli.http.Status;
import io.pastelli.plugs.CSRFProtection;
import io.pastelli.plugs.Failure;
import io.pastelli.plugs.Html;
import io.pastelli.plugs.RequestId;
import io.pastelli.plugs.Session;
import java.util.Optional;

/** What all pages have around them. */
final class Page {
    private static final String FLASH = "flash";

    private Page() {}

    /** A path of this program, wherever it is mounted. */
    static String at(Conn conn, String path) {
        return (conn.scriptName().isEmpty() ? "" : "/" + String.join("/", conn.scriptName())) + path;
    }

    /** Leaves a sentence for the next page, which is shown once. */
    static Conn say(Conn conn, String sentence) {
        return Session.put(conn, FLASH, sentence);
    }

    static Conn send(Conn conn, int status, String title, String main) {
        Optional<String> flash = Session.get(conn, FLASH);
        String said = flash.map(text -> "<p class=\"flash\" role=\"status\">" + Html.escape(text) + "</p>")
                .orElse("");
        Conn seen = flash.isEmpty() ? conn : Session.delete(conn, FLASH);
        return seen.html(status, frame(seen, title, user(seen), said + main));
    }

    /** The page for whatever goes wrong; it needs nothing that can go wrong itself. */
    static Conn error(Conn conn, Failure failure) {
        String id = RequestId.of(conn).map(text -> "<p class=\"soft\">Request " + Html.escape(text) + "</p>")
                .orElse("");
        String sentence = failure.status() >= 500
                ? "That is our fault, not yours. Nothing was changed."
                : failure.sentence();
        return conn.html(failure.status(),
                frame(conn, Status.reason(failure.status()), "",
                        """
                                <section class="card narrow error">
                                  <p class="status" aria-hidden="true">%d</p>
                                  <h1>%s</h1>
                                  <p data-problem>%s</p>
                                  <p><a class="button" href="%s">Back to the notes</a></p>
                                  %s
                                </section>
                                """.formatted(failure.status(), Html.escape(Status.reason(failure.status())),
                                Html.escape(sentence),
                                at(conn, "/"), id)));
    }

    private static String user(Conn conn) {
        return conn.assigned(Login.USER)
                .map(name -> """
                        <form class="who" method="post" action="%s">%s<span>%s</span> <button id="logout">Sign out</button></form>
                        """
                        .formatted(at(conn, "/logout"), CSRFProtection.field(conn), Html.escape(name)))
                .orElse("");
    }

    private static String frame(Conn conn, String title, String user, String main) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="%2$s/pastelli.css">
                <link rel="stylesheet" href="%2$s/notes.css">
                <script type="module" src="%2$s/notes.js"></script>
                </head>
                <body>
                <header><a class="brand" href="%3$s">Notes</a>%4$s</header>
                <main>
                %5$s</main>
                <footer class="soft">When something breaks: <a href="%6$s">what visitors see</a>,
                <a href="%6$s/development">what developers see</a>.</footer>
                </body>
                </html>
                """.formatted(Html.escape(title), at(conn, "/assets"), at(conn, "/"), user, main,
                at(conn, "/trouble"));
    }
}
