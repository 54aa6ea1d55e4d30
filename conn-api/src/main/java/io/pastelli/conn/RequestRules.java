package io.pastelli.conn;

import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Limits;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;

/** What a request must keep to reach a plug, the same on every server (RFC 9112 section 3). */
final class RequestRules {
    private RequestRules() {}

    /**
     * Returns the request.
     *
     * @throws HttpException 400, 413, 414 or 501 for one that no plug should see
     */
    static Request check(Exchange exchange, Limits limits) {
        String method = exchange.method();
        if (exchange.target().length() > limits.requestLine()) {
            throw new HttpException(414, "the request line is too long: shorten the URL");
        }
        if (method.equals("CONNECT") && exchange.connectProtocol().filter("websocket"::equals).isPresent()) {
            method = "GET"; // what it stands for (RFC 8441 section 5): routes need not know
        }
        if (method.equals("CONNECT")) {
            throw new HttpException(501, "this server is no proxy: use another method than CONNECT");
        }
        RequestTarget target = RequestTarget.parse(method, exchange.target());
        Headers headers = exchange.headers();
        int hosts = 0;
        for (int i = 0; i < headers.size(); i++) {
            hosts += headers.name(i).equals("host") ? 1 : 0;
        }
        if (hosts > 1 || (hosts == 0 && exchange.protocol().equals("HTTP/1.1"))) {
            throw new HttpException(400,
                    "a request has exactly one Host: send " + (hosts == 0 ? "it" : "it once"));
        }
        if (exchange.contentLength() > limits.body()) {
            throw BodyReader.tooLarge(limits.body());
        }
        return Request.received(method, target, headers);
    }

    /** The request of a refused exchange: enough to answer it. */
    static Request refused(Exchange exchange) {
        RequestTarget root = RequestTarget.parse("GET", "/");
        return Request.received(exchange.method(), root, exchange.headers());
    }
}
