package io.pastelli.push.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * An EventSource in small: reads events and their ids, and says the last one when it comes back.
 *
 * <p>
 * <b>Threading:</b> one thread connects and asks; a virtual thread reads.
 */
final class SseClient implements AutoCloseable {
    private final String name;
    // guarded by this
    private final List<String> data = new ArrayList<>();
    private final List<Long> ids = new ArrayList<>();
    private String lastEventId = "";
    private Socket socket = new Socket();
    private Thread reader = new Thread();

    SseClient(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Connects, or comes back; returns once the stream has begun. */
    void connect(int port) throws IOException {
        var fresh = new Socket(InetAddress.getLoopbackAddress(), port);
        fresh.setSoTimeout(30_000);
        String last = lastEventId();
        fresh.getOutputStream().write(("GET /" + name + " HTTP/1.0\r\nHost: test\r\n"
                + (last.isEmpty() ? "" : "Last-Event-ID: " + last + "\r\n") + "\r\n").getBytes(UTF_8));
        var in = new BufferedReader(new InputStreamReader(fresh.getInputStream(), UTF_8));
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            // the head
        }
        socket = fresh;
        reader = Thread.startVirtualThread(() -> read(in));
    }

    /** Drops the connection, and takes nothing more. */
    void drop() throws IOException, InterruptedException {
        socket.close();
        reader.join();
    }

    /** Tells whether the server has ended the stream. */
    boolean over() {
        return !reader.isAlive();
    }

    /** Tells whether it knows where it is: it gets all from there on. */
    boolean placed() {
        return !lastEventId().isEmpty();
    }

    synchronized List<String> data() {
        return List.copyOf(data);
    }

    synchronized List<Long> ids() {
        return List.copyOf(ids);
    }

    synchronized String lastEventId() {
        return lastEventId;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** An event counts when its empty line has come; HTTP/1.0 has no chunks in between. */
    private void read(BufferedReader in) {
        var pending = new ArrayList<String>();
        String id = lastEventId();
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    pending.add(line.substring(6));
                } else if (line.isEmpty()) {
                    dispatch(id, pending);
                    pending.clear();
                }
            }
        } catch (IOException e) {
            // dropped
        }
    }

    private synchronized void dispatch(String id, List<String> pending) {
        lastEventId = id;
        pending.forEach(each -> {
            data.add(each);
            ids.add(lastEventId.isEmpty() ? 0 : Long.parseLong(lastEventId));
        });
    }
}
