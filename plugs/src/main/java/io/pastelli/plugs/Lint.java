package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import io.pastelli.conn.State;
import io.pastelli.owner.Exit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks at run time what SPEC.md asks of plugs and of adapters; for development and tests.
 *
 * <p>
 * It wraps a plug. What the adapter gives is checked before the plug runs, the response just before it is sent, and what
 * the plug returns after; each violation is one sentence that begins with its place in SPEC.md. By default they are thrown
 * together as an {@link IllegalStateException}: what the adapter did wrong before anything is sent, a bad response instead
 * of it, and the rest after it, where it cuts or is logged. It can stand at several places of a pipeline, so that the
 * plug that breaks a rule is found.
 *
 * <p>
 * It checks what it can see from here. What needs a socket, as framing, order and departures, is the contract suite's.
 *
 * <p>
 * <b>Threading:</b> safe to share; the consumer is called on owners' threads, and on others at the end of streams.
 *
 * {@snippet :
 * Plug checked = io.pastelli.plugs.Lint.plug(app);
 * }
 */
public final class Lint implements Plug {
    private static final Set<State> SENT = Set.of(State.SENT, State.CHUNKED, State.FILE, State.UPGRADED,
            State.ENDED);

    private final Plug inner;
    private final Consumer<List<String>> violations;

    private Lint(Plug inner, Consumer<List<String>> violations) {
        this.inner = inner;
        this.violations = violations;
    }

    /** Returns {@code inner}, checked; violations are thrown. */
    public static Plug plug(Plug inner) {
        return plug(inner, found -> {
            throw new IllegalStateException(String.join("\n", found));
        });
    }

    /** Returns {@code inner}, checked; {@code violations} takes what is found at one place, never an empty list. */
    public static Plug plug(Plug inner, Consumer<List<String>> violations) {
        return new Lint(inner, violations);
    }

    @Override
    public Conn call(Conn conn) throws Exception {
        tell(LintRequest.check(conn));
        watchEnd(conn);
        Conn given = sent(conn) ? conn : conn.registerBeforeSend(ready -> {
            tell(LintResponse.check(ready));
            return ready;
        });
        boolean interrupted = Thread.currentThread().isInterrupted();
        Conn result = inner.call(given.reach());
        tell(returned(given, result, interrupted));
        return result;
    }

    private void tell(List<String> found) {
        if (!found.isEmpty()) {
            violations.accept(List.copyOf(found));
        }
    }

    @SuppressWarnings("ReferenceEquality") // one owner is one exchange
    private static List<String> returned(Conn given, @Nullable Conn result, boolean interrupted) {
        var found = new ArrayList<String>();
        if (result == null) {
            found.add("SPEC.md 1.2: the plug returned null: return the conn it was given or a later one");
            return found;
        }
        if (result.owner() != given.owner()) {
            found.add("SPEC.md 1.2: the plug returned the conn of another request: keep no conn in a field");
            return found;
        }
        boolean begun = result.progress().isPresent();
        if (begun && !sent(result)) {
            found.add(
                    "SPEC.md 2.3: a response has begun, but the plug returned a conn from before it: return what"
                            + " sendResp, sendFile or sendChunked gave");
        }
        if (!begun && sent(result) && result.exit().isEmpty()) {
            found.add("SPEC.md 2.2: the conn says that it was sent and nothing was");
        }
        if (sent(given) && !sent(result)) {
            found.add("SPEC.md 2.2: the state went back from " + given.state() + " to " + result.state());
        }
        if (given.halted() && !result.halted()) {
            found.add("SPEC.md 1.3: the plug returned a conn that is not halted any more");
        }
        if (!result.pathInfo().equals(given.pathInfo()) || !result.scriptName().equals(given.scriptName())) {
            found.add(
                    "SPEC.md 1.2: the plug changed path info or script name and did not restore them: use Plug.forward");
        }
        if (result.halted() && !begun && result.status().isEmpty()) {
            found.add("SPEC.md 1.3: the plug halted without a response: halting does not send");
        }
        if (interrupted && !Thread.currentThread().isInterrupted() && result.exit().isPresent()) {
            found.add(
                    "SPEC.md 4.4: the plug swallowed the interrupt of the exit: return soon after it, or interrupt again");
        }
        return found;
    }

    private static boolean sent(Conn conn) {
        return SENT.contains(conn.state());
    }

    private void watchEnd(Conn conn) {
        var told = new AtomicInteger();
        conn.owner().monitor(exit -> {
            var found = new ArrayList<String>();
            if (told.incrementAndGet() > 1) {
                found.add("SPEC.md 4.1: the owner's end was told twice, now as " + exit);
            }
            if (!conn.owner().exit().equals(Optional.of(exit))) {
                found.add("SPEC.md 4.1: " + exit + " was told, the owner says " + conn.owner().exit());
            }
            if (!Thread.currentThread().isVirtual()) {
                found.add("SPEC.md 4.2: the exit was told on " + Thread.currentThread()
                        + ", not on a virtual thread");
            }
            if (exit instanceof Exit.Normal && conn.progress().isEmpty()) {
                found.add("SPEC.md 4.7: the owner ended normally with no response");
            }
            tell(found);
        });
    }
}
