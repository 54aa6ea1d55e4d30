package io.pastelli.bayeux.server;

import io.pastelli.conn.Plug;
import io.pastelli.plugs.Csp;
import io.pastelli.plugs.SecurityHeaders;
import io.pastelli.plugs.Static;
import io.pastelli.plugs.StaticOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The pages of the server and their files; no page takes anything from elsewhere. */
final class Pages {
    private static final String FOLDER = "io/pastelli/bayeux/pages/";

    private Pages() {}

    /** Puts the fields before a plug's answer that make browsers careful. */
    static Plug careful(Plug plug) {
        return Plug.pipeline(SecurityHeaders.plug(SecurityHeaders.Options.defaults().withCsp(
                Csp.strict().with("img-src", "'self'", "data:").with("connect-src", "'self'"))), plug);
    }

    /** A page in which {@code {{mount}}} stands for the mount, which has nothing to escape. */
    static Plug page(String name, String mount) {
        String text = read(name).replace("{{mount}}", mount.equals("/") ? "" : mount);
        return conn -> conn.putRespHeader("cache-control", "no-cache").putRespContentType("text/html")
                .sendResp(200, text);
    }

    static Plug files(String... names) {
        return Plug.pipeline(Static.plug(StaticOptions.of(Pages.class, FOLDER).withOnly(names)),
                conn -> conn.putRespContentType("text/plain").sendResp(404, "there is no such file\n"));
    }

    private static String read(String name) {
        try (var in = Pages.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("this build has no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
