package io.pastelli.conn;

import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.Settings;
import io.pastelli.http.HttpException;
import io.pastelli.owner.Time;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests from an adapter, runs the plug for each on an owner's thread, and ends them all when the server stops.
 * For {@link io.pastelli.Pastelli} and test kits; users start a server instead.
 *
 * <p>
 * <b>Threading:</b> {@link #receive} runs on I/O threads and never blocks; one daemon thread keeps the deadlines.
 */
public final class Dispatcher implements Receiver, AutoCloseable {
    private final Plug plug;
    private final Context context;
    private final @Nullable Ticker ticker;
    private volatile boolean stopping;

    /** Makes a dispatcher that runs {@code plug} by the real clock and keeps the deadlines itself. */
    public Dispatcher(Plug plug, Settings settings) {
        this.plug = plug;
        this.context = new Context(settings, Time.system(), true);
        this.ticker = new Ticker(context);
    }

    /** Makes a dispatcher by the clock {@code time}, for tests: deadlines are kept when somebody calls {@link #tick}. */
    public Dispatcher(Plug plug, Settings settings, Time time) {
        this.plug = plug;
        this.context = new Context(settings, time, false);
        this.ticker = null;
    }

    @Override
    public void receive(Exchange exchange) {
        Transaction tx;
        Plug answer = plug;
        try {
            tx = new Transaction(exchange, context,
                    RequestRules.check(exchange, context.settings().limits()));
        } catch (HttpException refusal) {
            tx = new Transaction(exchange, context, RequestRules.refused(exchange));
            exchange.closeAfter();
            answer = conn -> {
                throw refusal;
            };
        }
        exchange.attach(tx);
        context.roster().add(tx.entry);
        if (stopping) { // asked after the add: the stop finds it, or it finds the stop
            exchange.closeAfter();
            tx.shutDown();
        }
        if (context.threads().start(new PlugRun(tx, answer))) {
            tx.watchIfOpen();
        }
    }

    /** Tells whether owners start on the I/O threads, because the JVM was opened for it. */
    public boolean ownersOnIoThread() {
        return context.threads().onIoThread();
    }

    /**
     * Ends all exchanges: streams at once, with their close chunk; others get until {@code grace} to answer, then they
     * are interrupted and, a moment later, cut.
     *
     * @return the number of exchanges that had to be cut
     */
    public int stop(Duration grace) {
        stopping = true;
        long until = context.time().nanos() + grace.toNanos();
        try {
            for (Transaction tx : context.roster().all()) {
                tx.exchange().closeAfter();
                Thread.startVirtualThread(tx::shutDown);
            }
            context.roster().awaitNone(until);
            List<Transaction> late = context.roster().all();
            late.forEach(Transaction::giveUp);
            if (!late.isEmpty()) {
                context.roster().awaitNone(context.time().nanos() + Duration.ofMillis(200).toNanos());
            }
            late.forEach(Transaction::cut);
            return late.size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return context.roster().all().size();
        }
    }

    /** Stops the deadline keeper. */
    @Override
    public void close() {
        if (ticker != null) {
            ticker.close();
        }
    }

    /** Does now what the deadline keeper does from time to time. */
    public void tick() {
        context.roster().settle();
        context.roster().checkDeadlines();
    }
}
