package io.pastelli.examples.web;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.http.Bytes;
import io.pastelli.http.HttpException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Serves files of the class path. They are named one by one and read at the start, so there is no path that could lead
 * anywhere else.
 *
 * <p>
 * <b>Threading:</b> immutable, safe to share.
 */
public final class Assets {
    private static final Map<String, String> TYPES = Map.of("html", "text/html", "css", "text/css", "js",
            "text/javascript");

    private final Map<String, Asset> assets;

    private Assets(Map<String, Asset> assets) {
        this.assets = assets;
    }

    /**
     * Reads the files {@code names} beside the class {@code where}, and the two that all pages share.
     *
     * @throws IllegalArgumentException when one is missing
     */
    public static Assets of(Class<?> where, String... names) {
        Map<String, Asset> found = new HashMap<>();
        for (String shared : new String[]{"pastelli.css", "live.js"}) {
            found.put(shared, Asset.read(Assets.class, shared));
        }
        for (String name : names) {
            found.put(name, Asset.read(where, name));
        }
        return new Assets(Map.copyOf(found));
    }

    /** Returns a plug that answers with the file {@code name}. */
    public Plug page(String name) {
        return asset(name)::send;
    }

    /** Returns a plug that answers with the file that the path parameter {@code :file} names, else 404. */
    public Plug files() {
        return conn -> asset(conn.pathParam("file")).send(conn);
    }

    private Asset asset(String name) {
        Asset asset = assets.get(name);
        if (asset == null) {
            throw new HttpException(404, "there is no file " + name);
        }
        return asset;
    }

    private record Asset(String type, String etag, Bytes content) {
        static Asset read(Class<?> where, String name) {
            try (var in = where.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalArgumentException("no file " + name + " beside " + where);
                }
                byte[] bytes = in.readAllBytes();
                String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
                if (type == null) {
                    throw new IllegalArgumentException("add the content type of " + name + " to TYPES");
                }
                return new Asset(type, "\"" + Integer.toHexString(Arrays.hashCode(bytes)) + "\"",
                        Bytes.of(bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Conn send(Conn conn) {
            Conn answer = conn.putRespHeader("etag", etag).putRespHeader("cache-control", "no-cache")
                    .putRespHeader("x-content-type-options", "nosniff")
                    .putRespHeader("content-security-policy",
                            "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'");
            if (conn.reqHeader("if-none-match").filter(etag::equals).isPresent()) {
                return answer.sendResp(304, "");
            }
            return answer.putRespContentType(type).sendResp(200, content);
        }
    }
}
