package io.pastelli.examples.notes;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Key;
import io.pastelli.plugs.CSRFProtection;
import io.pastelli.plugs.Html;
import io.pastelli.plugs.Session;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Who you are: a name, and the one password of this example. */
final class Login {
    static final String PASSWORD = "pastelli";
    static final Key<String> USER = Key.of("user", String.class);
    private static final int LONGEST_NAME = 40;

    private Login() {}

    /** A plug for pages behind the login: sends others there. */
    static Conn required(Conn conn) {
        return Session.get(conn, "user").map(user -> conn.assign(USER, user))
                .orElseGet(() -> conn.redirect(303, Page.at(conn, "/login")).halt());
    }

    static String user(Conn conn) {
        return conn.assigned(USER).orElseThrow();
    }

    static boolean right(String name, String password) {
        return isName(name) && MessageDigest.isEqual(password.getBytes(StandardCharsets.UTF_8),
                PASSWORD.getBytes(StandardCharsets.UTF_8));
    }

    static Conn form(Conn conn) {
        return page(conn, 200, "", "");
    }

    static Conn in(Conn conn) {
        String name = conn.bodyParams().get("name").orElse("").strip();
        if (!right(name, conn.bodyParams().get("password").orElse(""))) {
            return page(conn, 422, name,
                    isName(name) ? "That is not the password." : "Say who you are, in 1 to 40 characters.");
        }
        Conn known = Session.put(conn, "user", name);
        // a new id and a new token: whoever knew the old ones is not let in with them
        return Page.say(CSRFProtection.renew(Session.renew(known)), "Welcome, " + name + ".")
                .redirect(303, Page.at(conn, "/"));
    }

    static Conn out(Conn conn) {
        return Session.drop(conn).redirect(303, Page.at(conn, "/login"));
    }

    private static boolean isName(String name) {
        return !name.isBlank() && name.length() <= LONGEST_NAME
                && name.chars().noneMatch(Character::isISOControl);
    }

    private static Conn page(Conn conn, int status, String name, String problem) {
        return Page.send(conn, status, "Your notes",
                """
                        <form class="card narrow" method="post" action="%s">
                          <h1>Sign in</h1>
                          <p class="soft">Any name will do; the password is <code>%s</code>.</p>
                          %s
                          <label>Name <input id="name" name="name" value="%s" maxlength="60" autocomplete="username" autofocus></label>
                          <label>Password <input id="password" name="password" type="password" autocomplete="current-password"></label>
                          <p class="problem" role="alert">%s</p>
                          <button class="primary">Sign in</button>
                        </form>
                        """
                        .formatted(Page.at(conn, "/login"), PASSWORD, CSRFProtection.field(conn),
                                Html.escape(name),
                                Html.escape(problem)));
    }
}
