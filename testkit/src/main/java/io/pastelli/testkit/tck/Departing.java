package io.pastelli.testkit.tck;

import io.pastelli.conn.BodyRead;
import io.pastelli.conn.Conn;
import io.pastelli.conn.DepartedException;
import io.pastelli.conn.Plug;
import io.pastelli.owner.Exit;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** The plug whose clients leave: it streams, holds or reads, staying in its handler or returning its stream. */
final class Departing implements Plug {
    /**
     * One request of a client that is going to leave.
     *
     * @param told the linked party
     * @param owner what the owner itself notices: the staying handler by its interrupt, the returned one by message
     */
    record Visit(Told told, CompletableFuture<Exit> owner) {}

    final BlockingQueue<Visit> visits = new LinkedBlockingQueue<>();
    private final boolean stays;

    Departing(boolean stays) {
        this.stays = stays;
    }

    @Override
    public Conn call(Conn conn) throws Exception {
        String path = conn.requestPath();
        if (path.equals("/after")) {
            return conn.sendResp(200, "after");
        }
        var visit = new Visit(new Told(), new CompletableFuture<>());
        conn.owner().link(visit.told());
        try {
            return visit(conn, path, visit);
        } catch (InterruptedException | DepartedException e) {
            conn.owner().exit().ifPresent(visit.owner()::complete);
            throw e;
        }
    }

    private Conn visit(Conn conn, String path, Visit visit) throws InterruptedException {
        if (path.equals("/read")) {
            visits.add(visit);
        }
        if (path.startsWith("/read")) {
            BodyRead read = conn.readBody();
            while (read instanceof BodyRead.More more) {
                read = more.conn().readBody();
            }
        }
        if (!path.endsWith("stream")) {
            visits.add(visit);
            conn.owner().sleep(Duration.ofSeconds(30));
            return conn;
        }
        Conn stream = conn.assign(Conn.INIT_CHUNK, "first\n").sendChunked(200);
        if (!stays) {
            stream.owner().onMessage(message -> {
                if (message instanceof Exit exit) {
                    visit.owner().complete(exit);
                }
            });
            visits.add(visit);
            return stream;
        }
        visits.add(visit);
        stream.owner().sleep(Duration.ofSeconds(30));
        return stream;
    }
}
