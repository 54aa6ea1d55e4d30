package io.pastelli.examples.notes;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.http.HttpException;
import io.pastelli.plugs.BasicAuth;
import io.pastelli.plugs.JsonBody;
import io.pastelli.plugs.Parsers;
import io.pastelli.plugs.ProblemException;
import io.pastelli.plugs.ProblemJson;
import io.pastelli.router.Router;
import java.util.Map;
import java.util.Optional;

/** The notes as JSON, for programs: {@code curl -u ada:pastelli …/api/notes}. No cookies, so nothing to forge. */
final class Api {
    private final Shelf shelf;

    private Api(Shelf shelf) {
        this.shelf = shelf;
    }

    static Plug plug(Shelf shelf) {
        var api = new Api(shelf);
        return ProblemJson.plug(Router.of(r -> {
            r.plug(BasicAuth.plug("Notes", given -> Login.right(given.user(), given.password())));
            r.plug(conn -> conn.assign(Login.USER, BasicAuth.parse(conn).orElseThrow().user()));
            r.plug(Parsers.plug(Parsers.Options.DEFAULT.withParsers(JsonBody.DEFAULT.withLength(100_000))));
            r.get("/notes",
                    conn -> conn.json(200, shelf.of(Login.user(conn)).stream().map(Api::shown).toList()));
            r.post("/notes", api::write);
            r.get("/notes/:id", api::read);
            r.delete("/notes/:id", api::remove);
        }));
    }

    private Conn write(Conn conn) {
        var draft = new Note.Draft(conn.bodyParams().get("title").orElse(""),
                conn.bodyParams().get("text").orElse(""), Optional.empty());
        if (!draft.problems().isEmpty()) {
            throw new ProblemException(422, "the note is not as it should be: mend what errors names",
                    Map.of("errors", draft.problems()));
        }
        Note note = shelf.add(Login.user(conn), draft);
        return conn.putRespHeader("location", Page.at(conn, "/notes/" + note.id())).json(201, shown(note));
    }

    private Conn read(Conn conn) {
        return conn.json(200,
                shown(shelf.find(Login.user(conn), conn.pathParam("id")).orElseThrow(Api::missing)));
    }

    private Conn remove(Conn conn) {
        if (!shelf.remove(Login.user(conn), conn.pathParam("id"))) {
            throw missing();
        }
        return conn.sendResp(204, "");
    }

    private static HttpException missing() {
        return new HttpException(404, "there is no such note: list them at /notes");
    }

    private static Map<String, Object> shown(Note note) {
        return Map.of("id", note.id(), "title", note.title(), "text", note.text(), "file",
                note.file().map(Note.Attachment::name).orElse(""));
    }
}
