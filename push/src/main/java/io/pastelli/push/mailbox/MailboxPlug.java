package io.pastelli.push.mailbox;

import io.pastelli.conn.BodyOptions;
import io.pastelli.conn.BodyRead;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import io.pastelli.push.mailbox.store.Message;
import io.pastelli.push.mailbox.store.StoreUnavailableException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.Stream;

/**
 * Serves mailboxes: mounted at a path, {@code GET path/name} answers with the next message of that name, or waits for
 * one; {@code docs/mailboxes.md} has every status and field.
 *
 * <p>
 * A client that acknowledges (field {@code mailbox-ack}, or {@code ?ack=}, with the ids of what has arrived; empty at
 * first) has each message until it says so, or its lease is over. For any other, a message has arrived when its response
 * was written to the end.
 *
 * <p>
 * Have HEAD reach it as it is, without the {@code Head} plug: a HEAD takes nothing.
 *
 * <p>
 * <b>Threading:</b> safe to share.
 */
public final class MailboxPlug implements Plug {
    private static final Headers LATER = Headers.of("retry-after", "5");

    private final Mailboxes boxes;
    private final Access access;
    private final MailboxOptions options;
    private final Pages pages;
    private final Places places;
    private final ClientScript script = ClientScript.found();

    MailboxPlug(Mailboxes boxes, Access access, MailboxOptions options) {
        this.boxes = boxes;
        this.access = access;
        this.options = options;
        this.pages = new Pages(options.origins());
        this.places = new Places(options.waitersPerAddress());
    }

    /**
     * Returns a plug for a pipeline: it serves {@code path/name} and lets everything else pass.
     *
     * {@snippet :
     * import io.pastelli.push.mailbox.*;
     *
     * r.plug(Mailboxes.memory().plug(Access.open()).at("/push_messages"));
     * }
     */
    public Plug at(String path) {
        List<String> mount = Stream.of(path.split("/", -1)).filter(each -> !each.isEmpty()).toList();
        return conn -> conn.pathInfo().size() > mount.size()
                && conn.pathInfo().subList(0, mount.size()).equals(mount)
                        ? Plug.forward(conn, mount.size(), this).halt()
                        : conn;
    }

    @Override
    public Conn call(Conn conn) throws Exception {
        List<String> path = conn.pathInfo();
        if (path.size() == 1 && path.getFirst().equals(ClientScript.NAME)) {
            return script.send(conn);
        }
        if (path.isEmpty() || path.size() > 2 || !Mailboxes.isName(path.getFirst())
                || (path.size() == 2 && !Asked.isId(path.getLast()))) {
            throw new HttpException(404, "name a mailbox with 1 to 128 of A-Z a-z 0-9 _ - below this path");
        }
        Headers fields = pages.check(conn).put("cache-control", "no-store");
        Conn answer = conn.mergeRespHeaders(fields);
        try {
            return serve(answer, path.getFirst());
        } catch (StoreUnavailableException e) {
            System.getLogger(MailboxPlug.class.getName()).log(Level.DEBUG, "the store of mailboxes is away",
                    e);
            return later(answer, "mailboxes are away for the moment: ask again");
        } catch (HttpException e) {
            if (e.status() >= 500) {
                throw e;
            }
            throw new HttpException(e.status(), String.valueOf(e.getMessage()), e.headers().merge(fields));
        }
    }

    private Conn serve(Conn conn, String name) throws Exception {
        boolean message = conn.pathInfo().size() == 2;
        String allow = message
                ? "DELETE, OPTIONS"
                : "GET, HEAD, OPTIONS" + (options.publish() ? ", POST" : "");
        String method = conn.method();
        if (!List.of(allow.split(", ", -1)).contains(method)) {
            throw new HttpException(405, "this address takes " + allow, Headers.of("allow", allow));
        }
        if (method.equals("OPTIONS")) {
            return pages.options(conn, allow);
        }
        Access.Action action = method.equals("POST") ? Access.Action.SEND : Access.Action.RECEIVE;
        if (!access.allows(conn, name, action)) {
            throw new HttpException(403, "you may not use this mailbox: ask who runs this server");
        }
        return switch (method) {
            case "HEAD" -> conn.putRespHeader("mailbox-waiting", String.valueOf(boxes.store().size(name)))
                    .sendResp(200, "");
            case "POST" -> publish(conn, name);
            case "DELETE" -> acknowledge(conn, name, conn.pathInfo().getLast());
            default -> poll(conn, name);
        };
    }

    private Conn poll(Conn conn, String name) {
        if (conn.reqHeader("sec-purpose").orElse("").contains("prefetch")) {
            return conn.sendResp(503, "messages are not fetched ahead: ask when you want them");
        }
        Asked asked = Asked.of(conn);
        if (!asked.acknowledged().isEmpty()) {
            boxes.acknowledge(name, asked.acknowledged());
        }
        Conn safe = conn.putRespHeader("x-content-type-options", "nosniff")
                .putRespHeader("content-security-policy", "default-src 'none'; sandbox");
        return new Poll(boxes, name, safe, asked, options, places).start();
    }

    private Conn acknowledge(Conn conn, String name, String id) {
        if (boxes.acknowledge(name, List.of(id)).isEmpty()) {
            throw new HttpException(404,
                    "this message is not lent: it was acknowledged before, or its lease is"
                            + " over and it will be delivered again");
        }
        return conn.sendResp(204, "");
    }

    private Conn publish(Conn conn, String name) {
        String type = conn.reqHeader("content-type").orElse("application/octet-stream");
        int most = boxes.limits().messageBytes();
        BodyRead read = conn.readBody(BodyOptions.DEFAULT.withLength(most));
        if (read instanceof BodyRead.More more
                && !(more.conn().readBody(BodyOptions.DEFAULT.withLength(1)) instanceof BodyRead.Done done
                        && done.bytes().isEmpty())) {
            throw new HttpException(413, "a message has at most " + most + " bytes");
        }
        try {
            Message sent = boxes.send(name, type, read.bytes());
            return read.conn().putRespHeader("mailbox-id", sent.id()).putRespContentType("text/plain")
                    .sendResp(201, sent.id());
        } catch (MailboxFullException e) {
            return later(conn, String.valueOf(e.getMessage()));
        }
    }

    private static Conn later(Conn conn, String sentence) {
        return conn.mergeRespHeaders(LATER).putRespContentType("text/plain").sendResp(503, sentence);
    }
}
