package io.pastelli.push.redis;

import io.pastelli.push.bayeux.backend.UnavailableException;
import io.pastelli.push.mailbox.store.Lease;
import io.pastelli.push.mailbox.store.MailboxEvent;
import io.pastelli.push.mailbox.store.MailboxLimits;
import io.pastelli.push.mailbox.store.MailboxStore;
import io.pastelli.push.mailbox.store.Message;
import io.pastelli.push.mailbox.store.StoreUnavailableException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps mailboxes in Redis, for all nodes of a namespace; what others push to the list of a mailbox's name is taken in.
 *
 * <p>
 * Each operation is a script. Nobody waits in Redis: a node hears of what waits in the mailboxes it listens to, and looks
 * after them each second besides. While Redis is away, who waits goes on waiting.
 *
 * <p>
 * <b>Threading:</b> any thread.
 */
final class RedisStore implements MailboxStore {
    private final Supplier<Operations> connecting;
    private final String lists; // what a list's key has before the mailbox's name
    private final LongSupplier skew;
    private final SecureRandom random = new SecureRandom();
    private @Nullable Operations operations;
    private @Nullable Rounds rounds;
    private @Nullable Ears ears;
    private @Nullable Node node;
    private MailboxLimits limits = MailboxLimits.DEFAULT;

    RedisStore(Supplier<Operations> connecting, String lists, LongSupplier skew) {
        this.connecting = connecting;
        this.lists = lists;
        this.skew = skew;
    }

    @Override
    public void start(Node told, MailboxLimits most) {
        node = told;
        limits = most;
        Operations all = connecting.get();
        operations = all;
        rounds = new Rounds(all, this, told::waiting, lists, skew);
        ears = new Ears(all, lines -> Thread.startVirtualThread(
                () -> Arrays.stream(lines.split("\n", -1)).forEach(told::waiting)), () -> {});
    }

    @Override
    public Pushed push(String name, Message message) {
        Answer answer = run(Script.BOX_PUSH, name, List.of(limits.names(), message.id(),
                message.sentAt().toEpochMilli(), message.contentType(), message.body()));
        return switch (answer.text(3)) {
            case "names" -> Pushed.TOO_MANY_MAILBOXES;
            case "full" -> Pushed.FULL;
            default -> Pushed.ACCEPTED;
        };
    }

    @Override
    public List<Lease> take(String name, int most, long bytes, Duration lease) {
        try {
            for (;;) {
                Answer answer = run(Script.BOX_TAKE, name, List.of(most, bytes, lease.toMillis()));
                if (!answer.is("lost")) {
                    return leases(answer.inner(3));
                }
                giveBack(name, answer.texts().subList(1, answer.size()));
            }
        } catch (StoreUnavailableException e) {
            return List.of(); // the rounds ask again
        }
    }

    @Override
    public Set<String> acknowledge(String name, Collection<String> ids) {
        return new HashSet<>(run(Script.BOX_DONE, name, List.copyOf(ids)).inner(3).texts());
    }

    @Override
    public void release(String name, List<Lease> leases, boolean delivered) {
        var arguments = new ArrayList<Object>(List.of(delivered ? 1 : 0));
        leases.forEach(lease -> arguments.addAll(List.of(lease.message().id(), lease.deliveries())));
        try {
            run(Script.BOX_RELEASE, name, arguments);
        } catch (StoreUnavailableException e) {
            operations().shake(); // the leases end by themselves
        }
    }

    @Override
    public long size(String name) {
        return run(Script.BOX_SIZE, name, List.of()).number(3);
    }

    @Override
    public long purge(String name) {
        return run(Script.BOX_PURGE, name, List.of()).number(3);
    }

    @Override
    public List<Lease> deadLetters(String name) {
        return leases(run(Script.BOX_DEAD, name, List.of()).inner(3));
    }

    @Override
    public int revive(String name) {
        return (int) run(Script.BOX_REVIVE, name, List.of()).number(3);
    }

    @Override
    public void listen(String name) {
        rounds().listen(name);
    }

    @Override
    public void ignore(String name) {
        rounds().ignore(name);
    }

    @Override
    public void close() {
        if (rounds != null && ears != null) {
            rounds.close();
            ears.close();
            operations().close();
        }
    }

    /** The arguments that all scripts of mailboxes begin with. */
    List<Object> head(String name, String list) {
        return List.of(name, list, String.format("%012x", random.nextLong() & 0xffff_ffff_ffffL),
                limits.messages(), limits.bytes(), limits.lifetime().toMillis(), limits.deliveries(),
                limits.deadLetters());
    }

    /** Passes on what has happened in a mailbox: three texts each. */
    void happened(String name, boolean wakes, List<String> news) {
        Node told = node;
        if (told == null) {
            return;
        }
        for (int i = 0; i + 2 < news.size(); i += 3) {
            String id = news.get(i + 1);
            int times = Integer.parseInt(news.get(i + 2));
            told.happened(switch (news.get(i)) {
                case "R" -> new MailboxEvent.Returned(name, id, times);
                case "D" -> new MailboxEvent.Died(name, id, times);
                default -> new MailboxEvent.Expired(name, id);
            });
        }
        if (wakes) {
            told.waiting(name);
        }
    }

    private void giveBack(String name, List<String> idsAndTimes) {
        var arguments = new ArrayList<Object>(List.of(0));
        arguments.addAll(idsAndTimes);
        run(Script.BOX_RELEASE, name, arguments);
    }

    private Answer run(Script script, String name, List<?> arguments) {
        var all = new ArrayList<>(head(name, lists + name));
        all.addAll(arguments);
        Answer answer;
        try {
            answer = operations().run(script, all, skew.getAsLong());
        } catch (UnavailableException e) {
            throw new StoreUnavailableException("Redis cannot be reached", e);
        }
        if (answer.is("done")) {
            happened(name, answer.number(1) == 1, answer.inner(2).texts());
        }
        return answer;
    }

    private static List<Lease> leases(Answer letters) {
        return letters.inners().stream().map(letter -> new Lease(
                new Message(letter.text(0), letter.text(1), letter.bytes(4),
                        Instant.ofEpochMilli(letter.number(2))),
                (int) letter.number(3))).toList();
    }

    private Operations operations() {
        if (operations == null) {
            throw new IllegalStateException("start the store first");
        }
        return operations;
    }

    private Rounds rounds() {
        if (rounds == null) {
            throw new IllegalStateException("start the store first");
        }
        return rounds;
    }
}
