package io.pastelli.examples.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Passes the bytes of each connection to one node, the next connection's to the next; a node that takes none is passed
 * over. It knows nothing of HTTP, so polls, streams and WebSockets go through alike; when a node dies, its connections end.
 *
 * <p>
 * <b>Threading:</b> three virtual threads at most for a connection, one to accept; 1000 connections at once, more have to
 * wait.
 */
final class Proxy implements AutoCloseable {
    private static final int MOST = 1000;
    private static final int PATIENCE = 2000; // ms

    private final ServerSocket entrance;
    private final Supplier<List<Integer>> nodes;
    private final AtomicInteger turn = new AtomicInteger();
    private final Semaphore room = new Semaphore(MOST);

    /** Listens on a port of the loopback, 0 for a free one; {@code nodes} tells the ports of those that run. */
    Proxy(int port, Supplier<List<Integer>> nodes) {
        this.nodes = nodes;
        try {
            entrance = new ServerSocket();
            entrance.setReuseAddress(true);
            entrance.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MOST);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port + ": " + e.getMessage(), e);
        }
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Takes no more connections; those that are open end with their nodes. */
    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            room.acquireUninterruptibly();
            try {
                Socket client = entrance.accept();
                Thread.startVirtualThread(() -> serve(client));
            } catch (IOException e) {
                room.release(); // closed, or a client that left at once
            }
        }
    }

    private void serve(Socket client) {
        try (client; Socket node = node()) {
            Thread.startVirtualThread(() -> pass(client, node));
            node.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // one of them has gone; the other one is told by the end of its connection
        } finally {
            room.release();
        }
    }

    private static void pass(Socket client, Socket node) {
        try {
            client.getInputStream().transferTo(node.getOutputStream());
            node.shutdownOutput();
        } catch (IOException e) {
            close(node);
        }
    }

    private Socket node() throws IOException {
        List<Integer> ports = nodes.get();
        int first = Math.floorMod(turn.getAndIncrement(), Math.max(ports.size(), 1));
        for (int i = 0; i < ports.size(); i++) {
            var node = new Socket();
            try {
                node.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(),
                        ports.get((first + i) % ports.size())), PATIENCE);
                node.setTcpNoDelay(true);
                return node;
            } catch (IOException e) {
                close(node);
            }
        }
        throw new IOException("no node runs");
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone anyway
        }
    }
}
