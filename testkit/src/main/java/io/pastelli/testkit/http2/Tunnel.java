package io.pastelli.testkit.http2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pastelli.http.Headers.Field;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * How a gateway turns the opening handshake of a WebSocket into an extended CONNECT (RFC 8441 section 5) and its
 * success into the 101 that a client of HTTP/1.1 waits for.
 */
final class Tunnel {
    static final String METHOD = "CONNECT";
    private static final String KEY = "sec-websocket-key";
    private static final Set<String> LEFT_OUT = Set.of("connection", "upgrade", "host");

    private Tunnel() {}

    static List<Field> connect(String scheme, String path, List<Field> given) {
        var block = new ArrayList<>(List.of(new Field(":method", METHOD), new Field(":protocol", "websocket"),
                new Field(":scheme", scheme), new Field(":path", path)));
        given.stream().filter(field -> field.name().equals("host"))
                .forEach(field -> block.add(new Field(":authority", field.value())));
        given.stream().filter(field -> !LEFT_OUT.contains(field.name())).forEach(block::add);
        return block;
    }

    /** The fields of the 101 that HTTP/2 does not have; the key was passed on, as gateways may. */
    static String head(List<Field> request) {
        String key = request.stream().filter(field -> field.name().equals(KEY)).map(Field::value).findFirst()
                .orElse("");
        return "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
                + "sec-websocket-accept: " + accept(key) + "\r\n";
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
