package io.pastelli.bench.client;

import io.pastelli.bench.Wire;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends messages to a mailbox of its own at one node and gets them by a poll that waits at another, or the same; the next
 * poll acknowledges.
 */
final class Trip implements Tally.Client {
    private static final int PATIENCE = 30_000; // ms

    private final String path;
    private final Socket sends;
    private final Socket polls;
    private final InputStream sent;
    private final InputStream polled;

    Trip(int number, int from, int to) throws IOException {
        path = Wire.BOXES + "/trip" + number;
        sends = connect(from);
        polls = connect(to);
        sent = new BufferedInputStream(sends.getInputStream());
        polled = new BufferedInputStream(polls.getInputStream());
        poll("");
    }

    @Override
    public void ask() throws IOException {
        send(sends, path);
        Response.read(sent);
        poll(Response.read(polled).field("mailbox-id"));
    }

    private void poll(String acknowledged) throws IOException {
        polls.getOutputStream().write(Requests.get(path, "Mailbox-Ack: " + acknowledged + "\r\n"));
    }

    @Override
    public void close() throws IOException {
        sends.close();
        polls.close();
    }

    /** Sends one message to each of {@code count} mailboxes at fixed times, late ones at once. */
    static void post(int port, String path, int count, long interval) throws IOException {
        try (Socket socket = connect(port)) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            long due = System.nanoTime();
            for (int i = 0; i < count; i++, due += interval) {
                for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                    LockSupport.parkNanos(due - now);
                }
                send(socket, path + i);
                Response.read(in);
            }
        }
    }

    private static void send(Socket socket, String path) throws IOException {
        socket.getOutputStream().write(Requests.post(path, Wire.event(System.nanoTime())));
    }

    private static Socket connect(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE);
        return socket;
    }
}
