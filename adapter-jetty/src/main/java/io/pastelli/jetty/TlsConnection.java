package io.pastelli.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's TLS, with a read-ahead above it, so that the departure watch of the socket below sees a close_notify as well as
 * the end of the connection.
 *
 * <p>
 * <b>Threading:</b> as in Jetty. The lock of the read-ahead is taken before that of the TLS engine; the engine's own
 * reads, which ask for no bytes, therefore go past the read-ahead.
 */
final class TlsConnection extends SslConnection {
    private volatile boolean out = true;

    TlsConnection(Connector connector, WatchedEndPoint socket, SSLEngine engine) {
        super(connector.getByteBufferPool(), connector.getExecutor(), null, socket, engine, false, false);
    }

    @Override
    protected SslEndPoint newSslEndPoint() {
        return new ClearEndPoint((WatchedEndPoint) getEndPoint());
    }

    @Override
    protected SSLEngineResult wrap(SSLEngine engine, ByteBuffer[] input, ByteBuffer output)
            throws SSLException {
        boolean before = isOut();
        SSLEngineResult result = super.wrap(engine, input, output);
        out = before && result.bytesConsumed() == 0; // what is no application data does not count
        return result;
    }

    /** Tells whether all application data that was encrypted is with the socket. */
    private boolean isOut() {
        return out || ((WatchedEndPoint) getEndPoint()).flushed();
    }

    private final class ClearEndPoint extends SslEndPoint {
        private final WatchedEndPoint socket;
        private final ReadAhead ahead;

        ClearEndPoint(WatchedEndPoint socket) {
            this.socket = socket;
            this.ahead = new ReadAhead(this::decrypt, socket.readAhead());
            socket.above(ahead);
        }

        @Override
        public int fill(@Nullable ByteBuffer buffer) throws IOException {
            if (buffer == null || (BufferUtil.space(buffer) == 0 && !isUsedUp(buffer))) {
                return super.fill(buffer);
            }
            int position = BufferUtil.flipToFill(buffer);
            int count;
            try {
                count = ahead.read(buffer);
            } finally {
                BufferUtil.flipToFlush(buffer, position);
            }
            socket.progress().filled(count);
            return count;
        }

        /** Tells whether all bytes up to the very end were taken: there is room again, though Jetty sees none. */
        private static boolean isUsedUp(ByteBuffer buffer) {
            return !buffer.hasRemaining() && buffer.capacity() > 0;
        }

        @Override
        public void write(Callback callback, ByteBuffer... buffers) {
            super.write(new WholeWrite(callback, buffers, TlsConnection.this::isOut), buffers);
        }

        @Override
        protected void needsFillInterest() {
            boolean here = ahead.pending();
            if (!here) {
                super.needsFillInterest();
                here = ahead.pending(); // the watch may have read meanwhile, and seen no interest
            }
            if (here) {
                try {
                    getExecutor().execute(getFillInterest()::fillable); // no selector will say it again
                } catch (RejectedExecutionException stopping) {
                    close(stopping);
                }
            }
        }

        /** Jetty asks this instead of reading when a close_notify has come with the last bytes. */
        @Override
        public boolean isInputShutdown() {
            boolean shut = super.isInputShutdown();
            if (shut && getSSLEngine().isInboundDone()) {
                ahead.end();
            }
            return shut;
        }

        private int decrypt(ByteBuffer into) throws IOException {
            ByteBuffer free = into.slice().limit(0); // Jetty fills behind the limit
            int count = super.fill(free);
            into.position(into.position() + Math.max(0, count));
            return count;
        }
    }
}
