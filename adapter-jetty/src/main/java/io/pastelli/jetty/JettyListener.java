package io.pastelli.jetty;

import io.pastelli.adapter.Listener;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Server;

/** A running Jetty server. */
final class JettyListener implements Listener {
    private static final System.Logger LOG = System.getLogger("io.pastelli.jetty");

    private final Server server;
    private final WatchedConnector connector;
    private final Context context;
    private final int port;

    JettyListener(Server server, WatchedConnector connector, Context context, int port) {
        this.server = server;
        this.connector = connector;
        this.context = context;
        this.port = port;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void pause() {
        context.pause();
        connector.shut();
        each(endPoint -> endPoint.served().pause());
    }

    @Override
    public synchronized void close() {
        pause();
        each(endPoint -> {
            endPoint.served().end();
            endPoint.close();
        });
        try {
            server.stop();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "Jetty did not stop cleanly: its threads may go on", e);
        }
    }

    /** Returns the number of open connections. */
    int connections() {
        return connector.getConnectedEndPoints().size();
    }

    private void each(Consumer<WatchedEndPoint> action) {
        for (EndPoint each : connector.getConnectedEndPoints()) {
            if (each instanceof WatchedEndPoint endPoint) {
                action.accept(endPoint);
            }
        }
    }
}
