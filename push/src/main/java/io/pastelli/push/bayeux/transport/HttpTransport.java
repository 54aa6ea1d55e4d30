package io.pastelli.push.bayeux.transport;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.message.MessageReader;
import io.pastelli.push.bayeux.protocol.Answer;
import io.pastelli.push.bayeux.protocol.Caller;
import io.pastelli.push.bayeux.protocol.Protocol;
import io.pastelli.push.bayeux.session.Session;
import io.pastelli.websocket.WebSocketOptions;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Bayeux over HTTP and WebSockets: long-polling, cross-origin-long-polling and callback-polling, at the mount and at any path below
 * it, for CometD's clients post to {@code /handshake}, {@code /connect} and {@code /disconnect}; Faye's eventsource at
 * the client's id; and Faye's browser client at {@code client.js}.
 *
 * <p>
 * <b>Threading:</b> safe to share.
 */
public final class HttpTransport implements Plug {
    private static final Format JSON = new Format.JsonArray();
    private static final int LEAST_MESSAGE = 125;

    private final Protocol protocol;
    private final TransportOptions options;
    private final BooleanSupplier draining;
    private final MessageReader reader;
    private final WebSocketOptions sockets;
    private final Body body;
    private final ClientScript script = ClientScript.found();

    /** Makes the plug; {@code draining} tells whether this server takes no more. */
    public HttpTransport(Protocol protocol, TransportOptions options, BooleanSupplier draining) {
        this.protocol = protocol;
        this.options = options;
        this.draining = draining;
        this.reader = new MessageReader(options.limits());
        this.sockets = WebSocketOptions.defaults()
                .maxMessage(Math.max(options.limits().bytes(), LEAST_MESSAGE))
                .origins("*"); // they were checked here
        this.body = new Body(reader, options.limits().bytes(),
                options.enabled().contains("cross-origin-long-polling"));
    }

    @Override
    public Conn call(Conn conn) {
        Conn checked = options.origins().check(conn);
        return switch (conn.method()) {
            case "OPTIONS" -> options.origins().preflight(checked);
            case "POST" -> answer(checked, body.posted(checked), JSON, "long-polling");
            case "GET" -> get(checked);
            default -> throw new HttpException(405, "send messages by POST",
                    Headers.of("allow", "GET, POST, OPTIONS"));
        };
    }

    private Conn get(Conn conn) {
        if (options.enabled().contains("websocket") && conn.reqHeader("sec-websocket-version").isPresent()) {
            return conn.upgradeWebSocket(new BayeuxSocket(conn, protocol, reader, options), sockets);
        }
        if (options.enabled().contains("eventsource")
                && conn.reqHeader("accept").orElse("").contains("text/event-stream")) {
            return stream(conn);
        }
        if (!conn.pathInfo().isEmpty() && conn.pathInfo().getLast().equals(ClientScript.NAME)) {
            return script.send(conn);
        }
        if (conn.queryParam("message").isEmpty()) {
            throw new HttpException(400,
                    "this is a Bayeux server: send messages by POST as application/json");
        }
        if (!options.enabled().contains("callback-polling")) {
            throw new HttpException(400, "callback-polling is not served here: use long-polling");
        }
        Format format = new Format.JsonP(conn.queryParam("jsonp").orElse("jsonpcallback"));
        return answer(conn, body.messages(conn.queryParams()), format, "callback-polling");
    }

    private Conn stream(Conn conn) {
        Session session = conn.pathInfo().isEmpty()
                ? null
                : protocol.session(conn.pathInfo().getLast()).orElse(null);
        if (session == null) {
            throw new HttpException(404,
                    "there is no such client: shake hands, then ask for its stream by its id");
        }
        return new EventStream(conn, session, options, protocol.extensions()).start();
    }

    private Conn answer(Conn conn, List<Message> messages, Format format, String transport) {
        Answer answer = protocol.handle(messages, new Caller(conn, transport));
        if (answer.connect().isEmpty()) {
            return format.send(conn, Frames.array(answer.replies(), List.of(), options.dialect()));
        }
        return new Poll(conn, answer.connect().get(), answer.replies(), format, options,
                protocol.extensions())
                .start(draining.getAsBoolean());
    }
}
