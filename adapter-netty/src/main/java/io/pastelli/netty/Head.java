package io.pastelli.netty;

import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessageDecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.pastelli.adapter.Limits;
import io.pastelli.adapter.Refusal;
import io.pastelli.http.Headers;
import java.util.ArrayList;
import java.util.Optional;

/** What came out of the bytes of a request head of HTTP/1. */
sealed interface Head {
    /**
     * A request to be served.
     *
     * @param keepAlive whether the client wants the connection kept
     */
    record Request(RequestHead head, boolean keepAlive) implements Head {}

    /** A head that no plug ever sees. */
    record Refused(Refusal refusal) implements Head {}

    /** A head that the client has broken off. */
    record BrokenOff() implements Head {}

    /** Reads what the decoder made. */
    static Head of(HttpRequest request, Limits limits) {
        if (request.decoderResult().isFailure()) {
            return failed(request.decoderResult().cause());
        }
        HttpHeaders fields = request.headers();
        if (fields.size() > limits.headerCount() || sectionSize(request) > limits.headers()) {
            return new Refused(Refusal.HEADERS);
        }
        var flat = new String[fields.size() * 2];
        int at = 0;
        for (var each = fields.iteratorCharSequence(); each.hasNext();) {
            var field = each.next();
            flat[at++] = FieldNames.text(field.getKey());
            flat[at++] = field.getValue().toString();
        }
        Headers headers = Headers.received(flat); // from here on the names are in lower case
        long length = 0;
        boolean declared = false;
        boolean chunked = false;
        boolean malformed = false;
        boolean close = false;
        boolean keep = false;
        boolean expects = false;
        for (int i = 0; i < flat.length; i += 2) {
            String value = flat[i + 1];
            switch (flat[i]) {
                case "content-length" -> {
                    declared = true;
                    length = Long.parseLong(value); // the decoder has checked it, and that it is the only one
                }
                case "transfer-encoding" -> {
                    malformed |= chunked || !value.equalsIgnoreCase("chunked"); // other codings are not undone
                    chunked = true;
                }
                case "sec-websocket-key1" -> malformed = true; // a draft's 8 body bytes that nothing declares
                case "connection" -> {
                    close |= has(value, "close");
                    keep |= has(value, "keep-alive");
                }
                case "expect" -> expects = value.equalsIgnoreCase("100-continue");
                default -> {
                }
            }
        }
        String protocol = request.protocolVersion().text();
        boolean http10 = protocol.equals("HTTP/1.0");
        if (malformed || (chunked && (http10 || declared))) {
            return new Refused(Refusal.MALFORMED);
        }
        return new Request(new RequestHead(request.method().name(), request.uri(), protocol,
                headers, chunked ? -1 : length, expects && !http10, Optional.empty()),
                !close && (keep || !http10));
    }

    /** Returns the fields after a body. */
    static Headers trailers(LastHttpContent end) {
        if (end.trailingHeaders().isEmpty()) {
            return Headers.empty();
        }
        var flat = new ArrayList<String>();
        end.trailingHeaders().forEach(field -> {
            flat.add(field.getKey());
            flat.add(field.getValue());
        });
        return Headers.received(flat.toArray(String[]::new));
    }

    /** The size of the header section with its line ends, which the decoder does not count. */
    private static int sectionSize(HttpRequest request) {
        int text = request.decoderResult() instanceof HttpMessageDecoderResult sizes ? sizes.headerSize() : 0;
        return text + 2 * (request.headers().size() + 1);
    }

    private static Head failed(Throwable cause) {
        return switch (cause) {
            case PrematureChannelClosureException e -> new BrokenOff();
            case TooLongHttpLineException e -> new Refused(Refusal.REQUEST_LINE);
            case TooLongHttpHeaderException e -> new Refused(Refusal.HEADERS);
            case UnservedVersionException e when e.isVersion() -> new Refused(Refusal.VERSION);
            default -> new Refused(Refusal.MALFORMED);
        };
    }

    /** Tells whether a comma-separated list has {@code token}, in any case. */
    static boolean has(String list, String token) {
        if (list.equalsIgnoreCase(token)) {
            return true;
        }
        for (String each : list.split(",", -1)) {
            if (each.strip().equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }
}
