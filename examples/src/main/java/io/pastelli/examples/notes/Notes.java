package io.pastelli.examples.notes;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.plugs.CSRFProtection;
import io.pastelli.plugs.Compress;
import io.pastelli.plugs.Csp;
import io.pastelli.plugs.DebugPage;
import io.pastelli.plugs.ErrorHandler;
import io.pastelli.plugs.FormBody;
import io.pastelli.plugs.Logger;
import io.pastelli.plugs.MemoryStore;
import io.pastelli.plugs.MultipartBody;
import io.pastelli.plugs.Parsers;
import io.pastelli.plugs.ProblemJson;
import io.pastelli.plugs.RateLimit;
import io.pastelli.plugs.RequestId;
import io.pastelli.plugs.SecurityHeaders;
import io.pastelli.plugs.Session;
import io.pastelli.plugs.StaticOptions;
import io.pastelli.router.Router;
import io.pastelli.router.Routes;
import java.nio.file.Path;
import java.time.Duration;

/** Notes behind a login: the usual plugs in their usual order. What it keeps, it keeps in memory. */
public final class Notes {
    private static final long LARGEST_FORM = 4_000_000;

    private Notes() {}

    /** Makes the program with empty shelves. */
    public static Plug plug() {
        var shelf = new Shelf();
        Plug routes = Router.of(r -> {
            r.forward("/assets",
                    Plug.pipeline(files("notes", "notes.css", "notes.js"), files("web", "pastelli.css"),
                            conn -> conn.text(404, "there is no such file\n")));
            r.forward("/api", Api.plug(shelf));
            r.forward("/trouble/development", DebugPage.plug(Notes::trouble, DebugPage.Options.development()
                    .withSources(Path.of("examples/src/main/java"), Path.of("src/main/java"))));
            r.get("/trouble", Notes::trouble);
            r.group("", pages -> pages(pages, shelf));
        });
        return Plug.pipeline(RequestId.plug(), Logger.plug(),
                SecurityHeaders.plug(SecurityHeaders.Options.defaults().withCsp(policy())), Compress.plug(),
                ErrorHandler.plug(routes, ProblemJson.or(Page::error)));
    }

    private static void pages(Routes r, Shelf shelf) {
        var pages = new Pages(shelf);
        var uploading = new Uploading();
        r.plug(Session.plug(Session.Options.of(MemoryStore.create()).withCookie("notes_session")));
        r.group("/login", login -> {
            login.plug(
                    Parsers.plug(Parsers.Options.DEFAULT.withParsers(FormBody.DEFAULT.withLength(10_000))));
            login.plug(CSRFProtection.plug());
            login.get("", Login::form);
            login.post("", Plug.pipeline(RateLimit.plug(20, Duration.ofMinutes(1)), Login::in));
        });
        r.group("", inside -> {
            inside.plug(Login::required); // before a body is read
            inside.plug(Parsers.plug(Parsers.Options.DEFAULT.withParsers(FormBody.DEFAULT,
                    MultipartBody.DEFAULT.withLength(LARGEST_FORM).withProgress(uploading))));
            inside.plug(CSRFProtection.plug());
            inside.get("/", pages::list);
            inside.post("/notes", pages::write);
            inside.post("/notes/:id/remove", pages::remove);
            inside.get("/notes/:id/file", pages::file);
            inside.stream("/uploads/:id", uploading::named, uploading::watch);
            inside.post("/logout", Login::out);
        });
    }

    private static Conn trouble(Conn conn) {
        throw new IllegalStateException("this was meant to happen");
    }

    private static Csp policy() {
        return Csp.strict().with("img-src", "'self'", "data:").with("connect-src", "'self'");
    }

    private static Plug files(String folder, String... names) {
        return io.pastelli.plugs.Static
                .plug(StaticOptions.of(Notes.class, "io/pastelli/examples/" + folder).withOnly(names));
    }
}
