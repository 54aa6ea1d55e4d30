package io.pastelli.push.redis;

import io.pastelli.push.bayeux.backend.Backend;
import io.pastelli.push.bayeux.backend.Limits;
import io.pastelli.push.bayeux.backend.UnavailableException;
import io.pastelli.push.bayeux.message.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all in Redis, for all nodes of a namespace.
 *
 * <p>
 * Each operation is a script, so it is atomic. A payload is kept once, with the number of queues it is in. A script that
 * has news for the node that has a client says so on that node's own channel; news for this node come with its answer.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
final class RedisBackend implements Backend {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Supplier<Operations> connecting;
    private final LongSupplier skew;
    private @Nullable Operations operations;
    private @Nullable Serving serving;
    private @Nullable Heart heart;
    private @Nullable Ears ears;
    private Limits limits = Limits.DEFAULT;

    RedisBackend(Supplier<Operations> connecting, LongSupplier skew) {
        this.connecting = connecting;
        this.skew = skew;
    }

    @Override
    public void start(Listener node, Limits most) {
        limits = most;
        Operations all = connecting.get();
        operations = all;
        Serving here = new Serving(node);
        serving = here;
        heart = new Heart(all, here, this::settle, skew);
        ears = new Ears(all, lines -> Thread.startVirtualThread(() -> here.heard(lines)), () -> {});
    }

    @Override
    public boolean create(String session, Duration lifetime) {
        boolean made = run(Script.CREATE, session, lifetime.toMillis(), limits.sessions()).is("yes");
        if (made) {
            serving().of(session);
        }
        return made;
    }

    @Override
    public boolean touch(String session, Duration lifetime) {
        boolean alive = run(Script.TOUCH, session, lifetime.toMillis()).is("yes");
        if (alive) {
            serving().of(session);
        }
        return alive;
    }

    @Override
    public Change subscribe(String session, List<String> channels) {
        var arguments = new ArrayList<Object>(List.of(session, limits.subscriptions()));
        arguments.addAll(channels);
        return change(operations().run(Script.SUBSCRIBE, arguments, skew()));
    }

    @Override
    public Change unsubscribe(String session, List<String> channels) {
        var arguments = new ArrayList<Object>(List.of(session));
        arguments.addAll(channels);
        return change(operations().run(Script.UNSUBSCRIBE, arguments, skew()));
    }

    @Override
    public Optional<Removed> destroy(String session, Reason reason) {
        Answer answer = run(Script.DESTROY, session, reason);
        serving().forget(session);
        return answer.is("done") ? Optional.of(Serving.removed(answer.inner(1))) : Optional.empty();
    }

    @Override
    public int publish(Event event, List<String> keys) {
        return distribute(event, "", keys);
    }

    @Override
    public boolean deliver(String session, Event event) {
        return distribute(event, session, List.of()) == 1;
    }

    private int distribute(Event event, String session, List<String> keys) {
        String key = limits.overflow() == Limits.Overflow.COALESCE
                ? String.valueOf(limits.key().apply(event))
                : "";
        var arguments = new ArrayList<Object>(List.of(EventText.of(event), event.data().text().length(), key,
                event.lazy() ? 1 : 0, limits.overflow(), limits.queue(), limits.queueBytes(), session));
        arguments.addAll(keys);
        Answer answer = operations().run(Script.PUBLISH, arguments, skew());
        int reached = (int) answer.number(1);
        if (answer.size() > 2) {
            serving().published(answer);
        } else if (reached > 0) {
            operations().shake(); // the answer that told more was lost
        }
        return reached;
    }

    @Override
    public Batch take(String session, int most) {
        Loans loans = serving().of(session);
        synchronized (loans) {
            if (loans.owes()) {
                settle(session, loans);
            }
            Answer answer = run(Script.TAKE, session, most, loans.known());
            while (answer.is("lost")) { // was done, but the answer did not come: it is lent anew
                answer = run(Script.TAKE, session, most, loans.known());
            }
            if (answer.is("none")) {
                serving().forget(session);
                return new Batch(0, List.of());
            }
            long number = answer.number(1);
            List<Event> events = answer.texts().subList(3, answer.size()).stream()
                    .filter(text -> !text.isEmpty()).map(EventText::event).toList();
            if (answer.is("busy")) {
                serving().blocked(session);
            } else {
                loans.took(number, answer.number(2), !events.isEmpty());
            }
            return new Batch(number, events);
        }
    }

    @Override
    public void acknowledge(String session, long upTo) {
        owe(session, upTo, false);
    }

    @Override
    public void putBack(String session) {
        owe(session, 0, true);
    }

    @Override
    public void resume(String session, long upTo) {
        Loans loans = serving().of(session);
        synchronized (loans) {
            run(Script.SETTLE, session, Math.max(upTo, loans.upTo()), "all");
            loans.paid();
        }
    }

    @Override
    public boolean waiting(String session) {
        try {
            return operations().read(jedis -> jedis.llen(operations().key("q:" + session)), SOON) > 0;
        } catch (UnavailableException e) {
            return false; // the heart asks again
        }
    }

    @Override
    public Set<String> sessions() {
        return operations().read(jedis -> Set.copyOf(jedis.zrange(operations().key("expiry"), 0, -1)));
    }

    @Override
    public Set<String> subscriptions(String session) {
        return members("c:" + session);
    }

    @Override
    public Set<String> channels() {
        return members("channels");
    }

    @Override
    public Set<String> subscribers(String channel) {
        return members("m:" + channel);
    }

    @Override
    public boolean hasSubscribers(String channel) {
        return operations().read(jedis -> jedis.exists(operations().key("m:" + channel)));
    }

    @Override
    public boolean available() {
        try {
            return operations().read(jedis -> jedis.ping().equals("PONG"), SOON);
        } catch (UnavailableException e) {
            return false;
        }
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public void close() {
        if (heart != null && ears != null) {
            heart.close();
            ears.close();
            operations().close();
        }
    }

    /** Says what has arrived and what has not, now or as soon as it can be said. */
    private void owe(String session, long upTo, boolean back) {
        Loans loans = serving().of(session);
        synchronized (loans) {
            loans.owe(upTo, back);
            try {
                settle(session, loans);
            } catch (UnavailableException e) {
                operations().shake();
            }
        }
    }

    private void settle(String session, Loans loans) {
        synchronized (loans) {
            operations().run(Script.SETTLE, List.of(session, loans.upTo(), loans.back() ? "mine" : "none"),
                    skew(),
                    SOON);
            loans.paid();
        }
    }

    private static Change change(Answer answer) {
        return switch (answer.word()) {
            case "none" -> new Change.UnknownSession();
            case "many" -> new Change.TooMany();
            default -> new Change.Done(new HashSet<>(answer.inner(1).texts()),
                    new HashSet<>(answer.inner(2).texts()));
        };
    }

    private Set<String> members(String key) {
        return operations().read(jedis -> Set.copyOf(jedis.smembers(operations().key(key))));
    }

    private Answer run(Script script, Object... arguments) {
        return operations().run(script, List.of(arguments), skew());
    }

    private long skew() {
        return skew.getAsLong();
    }

    private Operations operations() {
        if (operations == null) {
            throw new IllegalStateException("start the backend first");
        }
        return operations;
    }

    private Serving serving() {
        if (serving == null) {
            throw new IllegalStateException("start the backend first");
        }
        return serving;
    }
}
