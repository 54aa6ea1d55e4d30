package io.pastelli.websocket;

import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a client has asked for and gets: the opening handshake (RFC 6455 section 4.2, RFC 8441 section 5). For the core.
 *
 * @param status 101 on HTTP/1.1, 200 on HTTP/2
 * @param headers the fields of the response that are the protocol's own
 * @param subprotocol what was agreed on
 * @param compression what was agreed on
 */
public record Handshake(int status, Headers headers, Optional<String> subprotocol,
        Optional<Compression> compression) {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String VERSION = "13";

    /**
     * The part of a request that opens a WebSocket.
     *
     * @param method the method as it was sent
     * @param protocol {@code HTTP/1.1}
     * @param connectProtocol the {@code :protocol} of an extended CONNECT
     * @param headers the fields
     * @param origin the origin it was sent to: {@code https://example.com}
     */
    public record Request(String method, String protocol, Optional<String> connectProtocol, Headers headers,
            String origin) {}

    /**
     * Judges a request.
     *
     * @throws HttpException 400, 403, 405 or 426 with a sentence that says what to do
     */
    public static Handshake accept(Request request, WebSocketOptions options) {
        boolean extended = request.connectProtocol().isPresent();
        if (!extended) {
            checkUpgrade(request);
        }
        Headers headers = request.headers();
        if (!headers.all("sec-websocket-version").equals(List.of(VERSION))) {
            throw upgradeRequired("this server speaks WebSocket version " + VERSION, extended);
        }
        Headers own = extended
                ? Headers.empty()
                : Headers.of("upgrade", "websocket", "sec-websocket-accept", answer(key(headers)));
        if (!OriginRule.allows(headers.all("origin"), request.origin(), options.origins())) {
            throw new HttpException(403, "pages of this origin may not connect: allow it with"
                    + " WebSocketOptions.origins, and behind a proxy use the Forwarded plug");
        }
        List<String> offered = tokens(headers, "sec-websocket-protocol");
        Optional<String> agreed = options.subprotocols().stream().filter(offered::contains).findFirst();
        if (agreed.isPresent()) {
            own = own.put("sec-websocket-protocol", agreed.get());
        }
        Optional<Compression> compression = options.deflate()
                .flatMap(ours -> Compression.agree(headers, ours));
        if (compression.isPresent()) {
            own = own.put("sec-websocket-extensions", compression.get().answer());
        }
        return new Handshake(extended ? 200 : 101, own, agreed, compression);
    }

    private static void checkUpgrade(Request request) {
        Headers headers = request.headers();
        if (!request.method().equals("GET")) {
            throw new HttpException(405, "a WebSocket is opened with GET", Headers.of("allow", "GET"));
        }
        boolean http11 = request.protocol().equals("HTTP/1.1");
        if (!http11 || !headers.contains("upgrade")) {
            throw upgradeRequired("this address speaks WebSocket: connect to it with a ws: or wss: URL",
                    request.protocol().equals("HTTP/2"));
        }
        if (!lower(tokens(headers, "upgrade")).contains("websocket")
                || !lower(tokens(headers, "connection")).contains("upgrade")) {
            throw new HttpException(400,
                    "this is no WebSocket handshake: send upgrade: websocket and connection: upgrade");
        }
    }

    /** On HTTP/2 there is no upgrade to ask for (RFC 9113 section 8.2.2). */
    private static HttpException upgradeRequired(String sentence, boolean http2) {
        Headers version = Headers.of("sec-websocket-version", VERSION);
        return new HttpException(426, sentence, http2 ? version : version.put("upgrade", "websocket"));
    }

    private static String key(Headers headers) {
        List<String> keys = headers.all("sec-websocket-key");
        if (keys.size() == 1) {
            try {
                if (Base64.getDecoder().decode(keys.getFirst()).length == 16) {
                    return keys.getFirst();
                }
            } catch (IllegalArgumentException e) {
                // told below
            }
        }
        throw new HttpException(400, "a WebSocket handshake has one sec-websocket-key: 16 bytes in Base64");
    }

    private static String answer(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static List<String> lower(List<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    /** The members of a list field (RFC 9110 section 5.6.1). */
    static List<String> tokens(Headers headers, String name) {
        return headers.all(name).stream().flatMap(value -> Arrays.stream(value.split(","))).map(String::strip)
                .filter(word -> !word.isEmpty()).toList();
    }
}
