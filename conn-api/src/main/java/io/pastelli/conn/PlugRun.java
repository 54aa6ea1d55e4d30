package io.pastelli.conn;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Exit;
import org.jspecify.annotations.Nullable;

/** One run of the plug on the owner's thread, and what becomes of its result or its error. */
record PlugRun(Transaction tx, Plug plug) implements Runnable {
    @Override
    public void run() {
        tx.owner().run(this::callPlug);
    }

    private void callPlug() {
        try {
            finish(NotSentException.requireConn(plug.call(new Conn(tx))));
        } catch (Throwable e) {
            fail(e);
        } finally {
            tx.plugReturned();
        }
    }

    private void finish(Conn conn) {
        if (conn.transaction() != tx) {
            throw new NotSentException("a plug returned the conn of another request");
        }
        switch (conn.state()) {
            case UNSET -> {
                if (tx.open() && !tx.owner().handlesMessages()) {
                    throw new NotSentException("no response was sent for " + tx.request().method() + " "
                            + tx.request().target().path()
                            + ": every path of a plug ends in sendResp, sendFile or"
                            + " sendChunked");
                }
            }
            case SET -> {
                if (tx.open()) {
                    conn.sendResp();
                }
            }
            case CHUNKED -> tx.keepCloseChunk(conn);
            default -> {
            }
        }
    }

    private void fail(Throwable error) {
        Exit exit = tx.owner().exit().orElse(null);
        boolean told = exit != null
                && (error instanceof InterruptedException || error instanceof DepartedException);
        boolean answered = error instanceof HttpException refusal
                && (refusal.status() < 500 || refusal.status() == 501);
        Context.LOG.log(told || answered ? DEBUG : ERROR, () -> tx.request().method() + " "
                + tx.request().target().path() + " ended with an error"
                + (tx.open() ? "" : " after its response began"),
                error);
        if (tx.open() && (exit == null || !exit.clientGone())) {
            answer(error, exit);
        } else {
            tx.owner().end(new Exit.Failed(error));
        }
    }

    private void answer(Throwable error, @Nullable Exit exit) {
        try {
            if (error instanceof HttpException refusal) {
                Sending.error(new Conn(tx), tx, refusal.status(), String.valueOf(refusal.getMessage()),
                        refusal.headers());
            } else if (exit instanceof Exit.Shutdown) {
                Sending.error(new Conn(tx), tx, 503, "the server is stopping: try again", Headers.empty());
            } else {
                Sending.error(new Conn(tx), tx, 500, "the server failed to answer; its log says why",
                        Headers.empty());
            }
        } catch (DepartedException | AlreadySentException e) {
            Context.LOG.log(DEBUG, "nobody is left to take the error", e);
        }
    }
}
