package io.pastelli.bayeux.server;

import io.pastelli.bayeux.cli.Problems.CannotRunException;
import io.pastelli.bayeux.status.Status;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.http.HttpException;
import io.pastelli.push.bayeux.Bayeux;
import io.pastelli.router.Router;
import io.pastelli.router.Routes;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the server serves: Bayeux at its mount, and the pages beside it. */
final class Site implements AutoCloseable {
    private static final Pattern MOUNT = Pattern.compile("/|(/[A-Za-z0-9._~-]+)+");
    private static final Pattern TAKEN = Pattern.compile("/(health|status|try)(/.*)?");

    private final String mount;
    private final Bayeux bayeux;
    private final Health health;
    private boolean tryPage;
    private @Nullable Status status;
    private @Nullable Plug statusPlug;

    Site(String mount, Bayeux bayeux, Health health) {
        if (!MOUNT.matcher(mount).matches() || TAKEN.matcher(mount).matches()) {
            throw CannotRunException.of("--mount", mount
                    + " cannot be the mount: pass a path such as /bayeux, outside of /health, /status and /try");
        }
        this.mount = mount;
        this.bayeux = bayeux;
        this.health = health;
    }

    /** Serves the page with which browsers try it. */
    void withTryPage() {
        tryPage = true;
    }

    /** Serves the status page to who knows this name and password. */
    void withStatus(String user, String password) {
        var counting = new Status(bayeux);
        status = counting;
        try {
            statusPlug = counting.plug(user, password, Pages.page("status.html", mount),
                    Pages.files("status.js", "pages.css"));
        } catch (IllegalArgumentException e) {
            throw new CannotRunException("--admin-user and --admin-password: " + e.getMessage());
        }
    }

    Plug plug() {
        return Router.of(r -> {
            health.routes(r);
            if (statusPlug != null) {
                r.forward("/status", Pages.careful(statusPlug));
            }
            if (tryPage) {
                r.forward("/try", Pages.careful(Router.of(this::tryPages)));
            }
            if (!mount.equals("/")) {
                r.get("/", this::home);
            }
            r.forward(mount, bayeux.plug());
        });
    }

    /** Ends the streams of the status page. */
    @Override
    public void close() {
        if (status != null) {
            status.close();
        }
    }

    private void tryPages(Routes r) {
        r.get("/", Pages.page("try.html", mount));
        r.get("/:file", Pages.files("try.js", "pages.css"));
    }

    private Conn home(Conn conn) {
        if (tryPage) {
            return conn.redirect(303, "/try");
        }
        throw new HttpException(404, "this is a Bayeux server: its clients connect to " + mount);
    }
}
