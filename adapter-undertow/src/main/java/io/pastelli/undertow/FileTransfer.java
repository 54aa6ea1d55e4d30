package io.pastelli.undertow;

import io.pastelli.adapter.Completion;
import io.pastelli.adapter.FilePart;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.conduits.StreamSinkConduit;

/**
 * A head, and behind it a part of a file that the kernel takes without copying: at most 1 MiB each time the I/O thread
 * comes by, so that one fast client does not hold up the others.
 *
 * <p>
 * <b>Threading:</b> the connection's I/O thread only.
 */
final class FileTransfer implements Completion {
    private static final long MOST_AT_ONCE = 1024 * 1024;

    private final Http1Connection connection;
    private final Outlet outlet;
    private final FilePart part;
    private final Completion told;
    private long sent;
    private boolean over;

    /** Makes one of {@code part}, which goes over. */
    FileTransfer(Http1Connection connection, FilePart part, Completion told) {
        this.connection = connection;
        this.outlet = connection.outlet();
        this.part = part;
        this.told = told;
    }

    void start(ByteBuffer... head) {
        outlet.send(this, head);
    }

    /** The head is out. */
    @Override
    public void done() {
        outlet.lend(this);
        goOn();
    }

    /** The connection is closed. */
    @Override
    public void failed(Throwable cause) {
        over = true;
        told.failed(cause);
        part.close();
    }

    private void goOn() {
        if (over) {
            return;
        }
        try {
            send(outlet.sink());
        } catch (IOException e) {
            fail(e);
            return;
        }
        if (sent < part.length()) {
            outlet.awaitRoom(this::goOn);
        } else {
            over = true;
            outlet.takeBack();
            part.close();
            told.done();
        }
    }

    private void send(StreamSinkConduit sink) throws IOException {
        long most = Math.min(part.length() - sent, MOST_AT_ONCE);
        long count = sink.transferFrom(part.file(), part.offset() + sent, most);
        if (count > 0) {
            sent += count;
            told.progressed(count);
        } else if (part.shrank()) {
            throw FilePart.shrunk(); // nothing more will come, and the socket is not full
        }
    }

    private void fail(IOException error) {
        Exception fault = part.fault(error, sent);
        if (fault instanceof IOException broken) {
            connection.broken(broken); // which fails this, too
        } else {
            outlet.takeBack();
            failed(fault);
            connection.close(false);
        }
    }
}
