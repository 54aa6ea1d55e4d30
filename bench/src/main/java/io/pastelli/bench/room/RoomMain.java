package io.pastelli.bench.room;

import io.pastelli.bench.Commands;
import io.pastelli.bench.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The members of a room, spread over its nodes, and who publishes at the first: {@code RoomMain port…}. */
public final class RoomMain implements Commands {
    private static final String REST = "x".repeat(43);
    private static final int DOORS = 16; // members that come in at once

    private final int[] ports;
    private final AtomicInteger opened = new AtomicInteger();
    private final Selector selector = Selector.open();
    private final Scores scores = new Scores();
    private final Member publisher;
    private volatile String broken = "";
    private long said;

    private RoomMain(int... ports) throws IOException {
        this.ports = ports;
        Thread.ofPlatform().daemon().name("room").start(this::read);
        publisher = Member.open(ports[0], "websocket", scores);
        publisher.stay(selector);
    }

    /** Says {@code up} and takes commands. */
    public static void main(String[] args) throws Exception {
        Commands.serve("up", new RoomMain(Arrays.stream(args).mapToInt(Integer::parseInt).toArray()));
        System.exit(0);
    }

    @Override
    public String run(List<String> words) throws Exception {
        if (!broken.isEmpty()) {
            throw new IOException(broken);
        }
        return switch (words.getFirst()) {
            case "open" -> open(words.get(1), Integer.parseInt(words.get(2)));
            case "say" -> say(Integer.parseInt(words.get(1)), Long.parseLong(words.get(2)));
            case "arrived" -> Long.toString(scores.arrived());
            case "counts" -> scores.counts();
            case "latencies" -> scores.latencies();
            default -> throw new IllegalArgumentException("unknown command");
        };
    }

    private String open(String type, int count) throws InterruptedException, ExecutionException {
        Callable<Void> join = () -> {
            Member member = Member.open(ports[opened.getAndIncrement() % ports.length], type, scores);
            member.subscribe();
            member.stay(selector);
            return null;
        };
        try (var doors = Executors.newFixedThreadPool(DOORS)) {
            for (Future<Void> joined : doors.invokeAll(Collections.nCopies(count, join))) {
                joined.get();
            }
        }
        return "open";
    }

    /** Publishes at fixed times, late ones at once. */
    private String say(int count, long interval) throws IOException {
        long due = System.nanoTime();
        for (int i = 0; i < count; i++, due += interval) {
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            publisher.say(
                    Wire.MARK + String.format(Locale.ROOT, "%0" + Scan.NUMBER + "d%0" + Wire.DIGITS + "d",
                            said++, System.nanoTime()) + " " + REST);
        }
        return "said";
    }

    private void read() {
        ByteBuffer in = ByteBuffer.allocate(256 * 1024);
        try {
            while (selector.isOpen()) {
                selector.select(key -> ready(key, in), 100);
                scores.publish();
            }
        } catch (IOException e) {
            broken = "the selector failed: " + e;
        }
    }

    private void ready(SelectionKey key, ByteBuffer in) {
        try {
            ((Member) key.attachment()).ready(in);
        } catch (IOException e) {
            broken = e.toString();
            key.cancel();
        }
    }
}
