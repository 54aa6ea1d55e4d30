package io.pastelli.push.bayeux.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Stands between a client and a server, and cuts connections instead of handing on certain answers. */
final class CuttingProxy implements AutoCloseable {
    private final int server;
    private final Predicate<String> cut;
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    CuttingProxy(int server, Predicate<String> cut) throws IOException {
        this.server = server;
        this.cut = cut;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = socket.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), server);
                Thread.ofVirtual().start(() -> copy(near, far, text -> false));
                Thread.ofVirtual().start(() -> copy(far, near, cut));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void copy(Socket from, Socket to, Predicate<String> cut) {
        try (from; to; InputStream in = from.getInputStream()) {
            var bytes = new byte[65_536];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (cut.test(new String(bytes, 0, count, StandardCharsets.ISO_8859_1))) {
                    return;
                }
                to.getOutputStream().write(bytes, 0, count);
            }
        } catch (IOException e) {
            // one of them has gone
        }
    }
}
