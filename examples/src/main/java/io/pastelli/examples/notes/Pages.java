package io.pastelli.examples.notes;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Param;
import io.pastelli.http.Bytes;
import io.pastelli.http.HttpException;
import io.pastelli.http.Percent;
import io.pastelli.plugs.CSRFProtection;
import io.pastelli.plugs.Html;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The pages behind the login: the list with its form, one note, its file. */
final class Pages {
    private final Shelf shelf;

    Pages(Shelf shelf) {
        this.shelf = shelf;
    }

    Conn list(Conn conn) {
        return list(conn, 200, Note.Draft.EMPTY, Map.of());
    }

    Conn write(Conn conn) throws IOException {
        Optional<Note.Attachment> file = conn.bodyParams().param("file")
                .orElse(null) instanceof Param.Upload upload
                        ? Optional.of(kept(upload))
                        : Optional.empty();
        var draft = new Note.Draft(conn.bodyParams().get("title").orElse(""),
                conn.bodyParams().get("text").orElse(""), file);
        if (!draft.problems().isEmpty()) {
            return list(conn, 422, draft, draft.problems());
        }
        Note note = shelf.add(Login.user(conn), draft);
        return Page.say(conn, "“" + note.title() + "” is on the shelf.").redirect(303, Page.at(conn, "/"));
    }

    Conn remove(Conn conn) {
        Note note = find(conn);
        shelf.remove(Login.user(conn), conn.pathParam("id"));
        return Page.say(conn, "“" + note.title() + "” is gone.").redirect(303, Page.at(conn, "/"));
    }

    Conn file(Conn conn) {
        Note.Attachment file = find(conn).file()
                .orElseThrow(() -> new HttpException(404, "this note has no file"));
        return conn.putRespHeader("content-type", file.picture() ? file.type() : "application/octet-stream")
                .putRespHeader("content-disposition", (file.picture() ? "inline" : "attachment")
                        + "; filename*=UTF-8''" + Percent.encode(file.name()).replaceAll("['()*,;:=@]", "_"))
                .putRespHeader("cache-control", "private, max-age=3600").sendResp(200, file.content());
    }

    private Note find(Conn conn) {
        return shelf.find(Login.user(conn), conn.pathParam("id"))
                .orElseThrow(() -> new HttpException(404, "there is no such note: it may have been removed"));
    }

    /** Takes an upload out of its temporary file, which goes with the request. */
    private static Note.Attachment kept(Param.Upload upload) throws IOException {
        return new Note.Attachment(upload.filename(), upload.contentType().orElse(""),
                Bytes.of(Files.readAllBytes(upload.file())));
    }

    private Conn list(Conn conn, int status, Note.Draft draft, Map<String, String> problems) {
        String notes = shelf.of(Login.user(conn)).stream().map(note -> card(conn, note))
                .collect(Collectors.joining());
        return Page.send(conn, status, "Your notes", form(conn, draft, problems) + "<ul class=\"notes\">"
                + (notes.isEmpty() ? "<li class=\"soft\">Nothing here yet.</li>" : notes) + "</ul>");
    }

    private static String form(Conn conn, Note.Draft draft, Map<String, String> problems) {
        return """
                <form id="write" class="card" method="post" enctype="multipart/form-data" action="%s" data-progress="%s">
                  %s
                  <label>Title <input id="title" name="title" value="%s"></label>
                  <p class="problem" id="title-problem" role="alert">%s</p>
                  <label>Text <textarea id="text" name="text" rows="3">\n%s</textarea></label>
                  <p class="problem" id="text-problem" role="alert">%s</p>
                  <label>File <span class="soft">(at most 4 MB)</span> <input id="file" name="file" type="file"></label>
                  <p class="problem" id="problem" role="alert"></p>
                  <div class="row"><button class="primary">Keep it</button>
                  <progress id="progress" max="100" value="0" hidden></progress> <output id="percent"></output></div>
                </form>
                """
                .formatted(Page.at(conn, "/notes"), Page.at(conn, "/uploads/"), CSRFProtection.field(conn),
                        Html.escape(draft.title()), problems.getOrDefault("title", ""),
                        Html.escape(draft.text()),
                        problems.getOrDefault("text", ""));
    }

    private static String card(Conn conn, Note note) {
        String place = Page.at(conn, "/notes/" + note.id());
        String file = note.file().map(each -> each.picture()
                ? "<img src=\"" + place + "/file\" alt=\"" + Html.escape(each.name()) + "\">"
                : "<p><a href=\"" + place + "/file\">" + Html.escape(each.name()) + "</a></p>").orElse("");
        return """
                <li class="card"><h2>%s</h2>%s<p class="text">%s</p>
                <form method="post" action="%s/remove">%s<button>Remove</button></form></li>
                """.formatted(Html.escape(note.title()), file, Html.escape(note.text()), place,
                CSRFProtection.field(conn));
    }
}
