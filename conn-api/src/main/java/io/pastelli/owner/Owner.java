package io.pastelli.owner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request belongs to: a virtual thread while its plug runs, a mailbox, links, and one {@link Exit}.
 *
 * <p>
 * Two styles. <b>Stay</b>: the handler blocks ({@link #receive}, {@link #sleep}, any blocking call) and is interrupted
 * when the stream ends. <b>Return</b>: the handler returns its open stream and others write to it; messages then go to
 * {@link #onMessage}, on a virtual thread that lives only as long as there is something to run.
 *
 * <p>
 * <b>Threading:</b> any thread may link, monitor, send and ask for the exit; {@link #receive} and {@link #sleep} belong
 * to the owner's own thread. Linked parties are told on virtual threads, never on an I/O thread.
 */
public final class Owner {
    private final Host host;
    private final Time time;
    private final Starter starter;
    private final int mailboxLimit;
    private volatile @Nullable Exit exit;
    // guarded by this
    private @Nullable Mailbox mailbox; // made for the first message
    private @Nullable List<Link> links;
    private @Nullable Thread thread;
    private @Nullable MessageHandler handler;
    private @Nullable Intake intake;
    private boolean intakeWasFirst;
    private boolean waiting;

    /**
     * Makes an owner; for the core and the test kit.
     *
     * @param host the response it lives on
     * @param time the clock of its waits
     * @param starter of the threads of its handler
     * @param mailboxLimit most messages kept, at least 1
     */
    public Owner(Host host, Time time, Starter starter, int mailboxLimit) {
        this.host = host;
        this.time = time;
        this.starter = starter;
        this.mailboxLimit = mailboxLimit;
    }

    /** Returns how the stream ended; empty while it lives. */
    public Optional<Exit> exit() {
        return Optional.ofNullable(exit);
    }

    /**
     * Links {@code party} both ways: it is told when this owner ends, and {@link Link#fail} cuts the stream. Linking
     * the same object twice gives the same link. When the owner has ended already, the party is told at once.
     */
    public Link link(Linked party) {
        return add(party, party, true);
    }

    /**
     * Links a thread both ways: it is interrupted when this owner ends; when it dies by an uncaught error, the stream
     * is cut. When it ends normally, nothing happens.
     */
    public Link link(Thread party) {
        Link link = add(party, exit -> party.interrupt(), true);
        var before = party.getUncaughtExceptionHandler();
        party.setUncaughtExceptionHandler((thread, error) -> {
            link.fail(error);
            if (before != null) {
                before.uncaughtException(thread, error);
            }
        });
        return link;
    }

    /** Links a resource: it is closed, on a virtual thread, when this owner ends. */
    public Link link(AutoCloseable party) {
        return add(party, exit -> party.close(), true);
    }

    /** Tells {@code party} how this owner ends, and nothing the other way. */
    public Link monitor(Linked party) {
        return add(party, party, false);
    }

    /** Puts a message into the mailbox; never blocks. */
    public Delivery send(Object message) {
        Objects.requireNonNull(message, "message");
        Thread receiver;
        synchronized (this) {
            if (exit != null) {
                return Delivery.ENDED;
            }
            if (mailbox == null) {
                mailbox = new Mailbox(mailboxLimit);
            }
            if (!mailbox.add(message)) {
                return Delivery.FULL;
            }
            receiver = waiting ? thread : null;
            handleLater();
        }
        LockSupport.unpark(receiver);
        return Delivery.DELIVERED;
    }

    /**
     * Waits for the next message. The last one is the {@link Exit}; from then on every call returns it again at once,
     * and the interrupt that came with it is cleared.
     *
     * @throws InterruptedException when somebody else interrupts this thread
     * @throws IllegalStateException on another thread than the owner's
     */
    public Object receive() throws InterruptedException {
        for (;;) {
            Object message = await(Time.NEVER);
            if (message != null) {
                return message;
            }
        }
    }

    /** Waits like {@link #receive()}, at most {@code timeout}; empty when nothing came. */
    public Optional<Object> receive(Duration timeout) throws InterruptedException {
        return Optional.ofNullable(await(time.nanos() + timeout.toNanos()));
    }

    private @Nullable Object await(long until) throws InterruptedException {
        host.watch();
        for (;;) {
            synchronized (this) {
                requireOwnThread("receive");
                Object message = takeMail();
                if (message == null && exit != null) {
                    Thread.interrupted();
                    message = exit;
                }
                waiting = message == null && time.nanos() < until;
                if (!waiting) {
                    return message;
                }
                if (Thread.interrupted()) {
                    waiting = false;
                    throw new InterruptedException();
                }
            }
            time.park(this, until);
        }
    }

    /**
     * Sleeps.
     *
     * @throws InterruptedException when the stream ends, now or earlier: {@link #exit()} says why
     * @throws IllegalStateException on another thread than the owner's
     */
    public void sleep(Duration duration) throws InterruptedException {
        host.watch();
        synchronized (this) {
            requireOwnThread("sleep");
        }
        long until = time.nanos() + duration.toNanos();
        while (time.nanos() < until) {
            if (Thread.interrupted() || exit != null) {
                throw new InterruptedException(exit == null ? null : "the stream has ended: " + exit);
            }
            time.park(this, until);
        }
    }

    /**
     * Hands every message, and last the {@link Exit}, to {@code handler} once the plug has returned: one at a time, in
     * order, on a virtual thread that is started when there is something to run. Replaces an earlier handler.
     *
     * <p>
     * A plug that has put a handler may return with nothing sent: the response is <b>held</b>, as for a long poll, and
     * the handler sends it later, with no thread waiting meanwhile. When the server stops it is told
     * {@link Exit.Shutdown} and may still send.
     *
     * {@snippet :
     * Plug held = conn -> {
     *     conn.owner().onMessage(message -> {
     *         if (message instanceof String news) {
     *             conn.sendResp(200, news);
     *         }
     *     });
     *     return conn;
     * };
     * }
     *
     * @throws IllegalStateException on a WebSocket, whose own handler has them
     */
    public void onMessage(MessageHandler handler) {
        synchronized (this) {
            if (intake != null) {
                throw new IllegalStateException(
                        "messages to the owner of a WebSocket go to WebSocketHandler.onMessage");
            }
            this.handler = handler;
            handleLater();
        }
    }

    /** Hands what comes from {@code intake}, by turns with the mailbox, and last the exit to a handler; for the core. */
    public void onMessage(MessageHandler handler, Intake intake) {
        synchronized (this) {
            this.handler = handler;
            this.intake = intake;
            handleLater();
        }
    }

    /** Says that the intake has something, on the thread that has read it; for the core. */
    public void ready() {
        Thread next;
        synchronized (this) {
            next = nextThread(starter::unstarted);
        }
        if (next != null) {
            starter.start(next);
        }
    }

    /** Tells whether there is a handler for messages, so that a response may still come once the plug has returned. */
    public synchronized boolean handlesMessages() {
        return handler != null;
    }

    /**
     * Ends this owner; the first exit wins. For the core and for adapters: users close the stream or {@link Link#fail}.
     *
     * @return {@code false} when it had ended already
     */
    public boolean end(Exit end) {
        return end(end, true);
    }

    /** Ends this owner like {@link #end}, but lets its thread finish what it does; for the core. */
    public boolean endGently(Exit end) {
        return end(end, false);
    }

    /** Interrupts the owner's thread, if there is one now; for the core. */
    public synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private boolean end(Exit end, boolean interrupts) {
        List<Link> told;
        Thread own;
        synchronized (this) {
            if (exit != null) {
                return false;
            }
            exit = end;
            told = links;
            links = null;
            own = thread;
            if (interrupts && own != null && !waiting && !own.equals(Thread.currentThread())) {
                own.interrupt();
            }
            handleLater();
        }
        LockSupport.unpark(own); // it may receive or sleep
        host.exited(end);
        if (told != null) {
            told.forEach(link -> link.tell(end));
        }
        return true;
    }

    /** Runs {@code body} as this owner's thread; for the core. */
    public void run(Runnable body) {
        synchronized (this) {
            thread = Thread.currentThread();
        }
        try {
            body.run();
        } finally {
            synchronized (this) {
                thread = null;
                handleLater();
            }
        }
    }

    synchronized void remove(Link link) {
        if (links != null) {
            links.remove(link);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very same party, not an equal one
    private Link add(Object party, Linked told, boolean bothWays) {
        Exit ended;
        Link link;
        synchronized (this) {
            ended = exit;
            if (links != null) {
                for (Link known : links) {
                    if (known.party() == party && known.bothWays() == bothWays) {
                        return known;
                    }
                }
            }
            link = new Link(this, party, told, bothWays);
            if (ended == null) {
                if (links == null) {
                    links = new ArrayList<>(2);
                }
                links.add(link);
            }
        }
        if (ended != null) {
            link.tell(ended);
        }
        return link;
    }

    /** Starts a virtual thread for the handler when the plug has returned and there is something to handle. */
    private void handleLater() {
        Thread next = nextThread(task -> Thread.ofVirtual().unstarted(task));
        if (next != null) {
            next.start();
        }
    }

    private @Nullable Thread nextThread(Function<Runnable, Thread> maker) {
        HandlerCall first = thread == null ? nextCall() : null;
        if (first == null) {
            return null;
        }
        Thread next = maker.apply(() -> handleFrom(first));
        thread = next;
        return next;
    }

    private void handleFrom(HandlerCall first) {
        for (HandlerCall call = first; call != null;) {
            try {
                call.handler().handle(call.message());
            } catch (Exception | Error e) {
                end(new Exit.Failed(e));
            }
            synchronized (this) {
                if (exit != null) {
                    Thread.interrupted(); // it was for the call that is over
                }
                call = nextCall();
                thread = call == null ? null : thread;
            }
        }
    }

    private @Nullable HandlerCall nextCall() {
        MessageHandler now = handler;
        if (now == null) {
            return null;
        }
        Object message = nextMessage();
        if (message == null) {
            message = exit;
            handler = message == null ? now : null; // the exit is the last message
        }
        return message == null ? null : new HandlerCall(now, message);
    }

    private @Nullable Object takeMail() {
        return mailbox == null ? null : mailbox.poll();
    }

    /** By turns: neither a busy client nor a full mailbox holds the other up. */
    private @Nullable Object nextMessage() {
        Intake other = intake;
        if (other == null) {
            return takeMail();
        }
        intakeWasFirst = !intakeWasFirst;
        Object first = intakeWasFirst ? other.poll().orElse(null) : takeMail();
        return first != null ? first : intakeWasFirst ? takeMail() : other.poll().orElse(null);
    }

    private record HandlerCall(MessageHandler handler, Object message) {}

    private void requireOwnThread(String call) {
        if (!Thread.currentThread().equals(thread)) {
            throw new IllegalStateException(
                    call + "() belongs to the owner's own thread; elsewhere link() or monitor() tell of the end");
        }
    }
}
