package io.pastelli.push.mailbox;

import io.pastelli.conn.Conn;
import io.pastelli.http.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;

/**
 * The reference client for browsers.
 *
 * @param content the module
 * @param etag its entity tag
 */
record ClientScript(Bytes content, String etag) {
    static final String NAME = "client.js";

    static ClientScript found() {
        try (InputStream in = ClientScript.class.getResourceAsStream(NAME)) {
            byte[] bytes = Objects.requireNonNull(in, NAME).readAllBytes();
            return new ClientScript(Bytes.of(bytes),
                    "\"" + Integer.toHexString(Arrays.hashCode(bytes)) + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Conn send(Conn conn) {
        Conn answer = conn.putRespHeader("etag", etag).putRespHeader("cache-control", "public, max-age=3600")
                .putRespHeader("x-content-type-options", "nosniff")
                .putRespHeader("access-control-allow-origin", "*"); // modules are fetched with CORS
        return conn.reqHeader("if-none-match").filter(etag::equals).isPresent()
                ? answer.sendResp(304, "")
                : answer.putRespContentType("text/javascript").sendResp(200, content);
    }
}
