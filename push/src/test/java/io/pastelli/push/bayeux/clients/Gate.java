package io.pastelli.push.bayeux.clients;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A door between clients and a server, that the test shuts.
 *
 * <p>
 * <b>Threading:</b> any thread; two virtual threads a connection.
 */
public final class Gate implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int to;
    private volatile boolean shut;

    Gate() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Leads to this port from now on. */
    void leadTo(int port) {
        to = port;
    }

    /** Breaks all connections off and lets new ones in. */
    public void cut() {
        sockets.forEach(Gate::end);
    }

    /** Breaks all connections off, and lets none in. */
    public void shut() {
        shut = true;
        cut();
    }

    public void open() {
        shut = false;
    }

    @Override
    public void close() throws IOException {
        door.close();
        shut();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void connect(Socket client) {
        try (client; var server = new Socket()) {
            if (shut) {
                return;
            }
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to));
            sockets.add(client);
            sockets.add(server);
            if (shut) {
                return;
            }
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> carry(server, client));
            carry(client, server);
            back.join();
        } catch (IOException e) {
            // it is over
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    private void carry(Socket from, Socket into) {
        try (from; into) {
            from.getInputStream().transferTo(into.getOutputStream());
        } catch (IOException e) {
            // either end has gone, so has the other
        } finally {
            sockets.remove(from);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is over
        }
    }
}
