package io.pastelli.undertow;

import io.pastelli.adapter.KeepAlive;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.net.ExtendedSocketOptions;
import org.xnio.StreamConnection;

/**
 * Sets the times of TCP keep-alive, which XNIO can only switch on and off: the socket is dug out of its conduit. Where
 * that fails the system's own times hold, and one DEBUG line says so.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
final class ProbeTimes {
    private static final System.Logger LOG = System.getLogger(ProbeTimes.class.getName());

    private final KeepAlive keepAlive;
    private final AtomicBoolean impossible = new AtomicBoolean();

    ProbeTimes(KeepAlive keepAlive) {
        this.keepAlive = keepAlive;
    }

    /** Sets them on a connection whose source conduit is still XNIO's own. */
    void set(StreamConnection stream) {
        if (impossible.get()) {
            return;
        }
        KeepAlive probes = keepAlive.spread();
        try {
            SocketChannel socket = socket(stream);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, (int) probes.idle().toSeconds());
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, (int) probes.interval().toSeconds());
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, probes.probes());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.TRACE, "the client has gone already", e);
        } catch (ReflectiveOperationException | RuntimeException e) {
            if (impossible.compareAndSet(false, true)) {
                LOG.log(System.Logger.Level.DEBUG,
                        "TCP keep-alive goes by the system's times, set net.ipv4.tcp_keepalive_* instead", e);
            }
        }
    }

    /** Returns the socket under a connection. */
    static SocketChannel socket(StreamConnection stream) throws ReflectiveOperationException {
        Object conduit = stream.getSourceChannel().getConduit();
        Field field = conduit.getClass().getDeclaredField("socketChannel");
        field.setAccessible(true);
        return (SocketChannel) field.get(conduit);
    }
}
