package io.pastelli.examples.clients;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.examples.browser.Tab;
import io.pastelli.http.HttpException;
import io.pastelli.push.bayeux.clients.JsClient;
import io.pastelli.push.bayeux.clients.RealClient;
import io.pastelli.push.bayeux.clients.RealClient.Got;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A page with both clients, in a tab; see {@code page.js}. */
final class ClientPage implements JsClient.Host, AutoCloseable {
    private static final Pattern SCRIPT = Pattern.compile("[A-Za-z0-9]+\\.js");

    private final Tab tab;
    private int clients;

    /** Takes a tab that has opened {@code page.html}, and waits until it is ready. */
    ClientPage(Tab tab) throws InterruptedException {
        this.tab = tab.await("window.command");
    }

    /** Serves the page and its scripts out of the folder of the npm packages. */
    static Plug files(Path home) {
        return conn -> {
            List<String> path = conn.pathInfo();
            String name = path.isEmpty() ? "" : path.getLast();
            if (path.equals(List.of("page.html"))) {
                return send(conn, "text/html", home.resolve(name));
            }
            if (path.equals(List.of("faye.js"))) {
                return send(conn, "text/javascript",
                        home.resolve("node_modules/faye/client/faye-browser-min.js"));
            }
            if (!SCRIPT.matcher(name).matches() || path.size() > 2) {
                throw new HttpException(404, "there is no page " + name);
            }
            return send(conn, "text/javascript",
                    home.resolve(path.size() == 1 ? "" : "node_modules/cometd").resolve(name));
        };
    }

    /** Opens another client in the page. */
    RealClient client(String kind, String url, String transport, boolean ack) throws Exception {
        return new JsClient(this, ++clients, kind, url, transport, ack);
    }

    @Override
    public @Nullable Object run(int client, String act, Object... args) {
        String call = JsonMapper.shared().writeValueAsString(List.of(client, act, args));
        return JsonMapper.shared().readValue(tab.eval("command(..." + call + ")"), Object.class);
    }

    @Override
    public void abandon(int client) {
        run(client, "abandon");
    }

    @Override
    public List<Got> got(int client) {
        return Arrays.asList(JsonMapper.shared().readValue(tab.eval("heard(" + client + ")"), Got[].class));
    }

    @Override
    public void close() throws IOException {
        tab.close();
    }

    private static Conn send(Conn conn, String type, Path file) throws IOException {
        return conn.putRespContentType(type).sendResp(200, Files.readString(file));
    }
}
