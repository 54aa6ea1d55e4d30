package io.pastelli.push.bayeux.transport;

import io.pastelli.conn.Conn;
import io.pastelli.http.Bytes;
import io.pastelli.http.HttpException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Faye's client for browsers, out of its npm package; the build puts it beside this class.
 *
 * @param content the script; empty when the build had no npm
 * @param etag its entity tag
 */
record ClientScript(Bytes content, String etag) {
    static final String NAME = "client.js";

    static ClientScript found() {
        try (InputStream in = ClientScript.class.getResourceAsStream(NAME)) {
            byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
            return new ClientScript(Bytes.of(bytes),
                    "\"" + Integer.toHexString(Arrays.hashCode(bytes)) + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Conn send(Conn conn) {
        if (content.isEmpty()) {
            throw new HttpException(404,
                    "this server was built without Faye's client: build it where npm is, or serve the script yourself");
        }
        Conn answer = conn.putRespHeader("etag", etag).putRespHeader("cache-control", "public, max-age=3600")
                .putRespHeader("x-content-type-options", "nosniff");
        if (conn.reqHeader("if-none-match").filter(etag::equals).isPresent()) {
            return answer.sendResp(304, "");
        }
        return answer.putRespContentType("text/javascript").sendResp(200, content);
    }
}
