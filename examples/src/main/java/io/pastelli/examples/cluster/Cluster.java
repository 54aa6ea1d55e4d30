package io.pastelli.examples.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Nodes on different servers, each in a process of its own, and a proxy in front of them; Redis is what they share. */
public final class Cluster implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final List<Member> members;
    private final Proxy proxy;

    private Cluster(List<Member> members, Proxy proxy) {
        this.members = members;
        this.proxy = proxy;
    }

    /**
     * Starts a node on each adapter and waits until all of them serve.
     *
     * @param redis the address of the Redis
     * @param port where the proxy listens on the loopback, 0 for a free port
     * @param tells is told of each start and end of a node, in words
     * @throws java.io.UncheckedIOException when the port cannot be had
     * @throws IllegalStateException when a node does not start
     */
    public static Cluster start(String redis, List<String> adapters, int port, Consumer<String> tells)
            throws InterruptedException {
        var members = new CopyOnWriteArrayList<Member>();
        var proxy = new Proxy(port, () -> members.stream().flatMapToInt(each -> each.port().stream()).boxed()
                .toList());
        var cluster = new Cluster(members, proxy);
        adapters.forEach(adapter -> members.add(new Member(redis, adapter, tells)));
        for (Member member : members) {
            if (!member.await(PATIENCE_SECONDS)) {
                cluster.close();
                throw new IllegalStateException("a node does not start");
            }
        }
        return cluster;
    }

    /** Returns the address of the chat. */
    public String url() {
        return "http://127.0.0.1:" + proxy.port() + "/";
    }

    /** Returns the number of each node's process, in the order of the adapters. */
    public List<Long> pids() {
        return members.stream().map(Member::pid).toList();
    }

    /** Stops the nodes in order, side by side. */
    @Override
    public void close() {
        proxy.close();
        members.parallelStream().forEach(Member::close);
    }
}
