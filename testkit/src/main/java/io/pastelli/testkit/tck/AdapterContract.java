package io.pastelli.testkit.tck;

import io.pastelli.Pastelli;
import io.pastelli.Server;
import io.pastelli.ServerOptions;
import io.pastelli.conn.Plug;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract every adapter keeps, one test method a case. An adapter's test is one line per protocol:
 *
 * {@snippet :
 * class NettyContractTest extends AdapterContract {
 *     NettyContractTest() {
 *         super("netty", Protocol.HTTP_1_1);
 *     }
 * }
 * }
 *
 * <p>
 * What a server cannot do is declared with {@link #gap}: such a case still runs, is reported as skipped with its
 * reason, and fails the build once it passes. Outcomes go to {@code target/tck/<adapter>-<protocol>.tsv};
 * {@link ContractTable} makes one table of them. {@code -Dtck.rounds=100} repeats the cases that measure.
 */
@ExtendWith({Recorder.class, NothingLeft.class})
@Timeout(60)
public abstract class AdapterContract
        implements
            RequestContract,
            ResponseContract,
            ErrorContract,
            RefusalContract,
            ConnectionContract,
            TimeoutContract,
            BodyContract,
            BodyLimitContract,
            BodyLengthContract,
            TrailersContract,
            InformContract,
            CodedStreamContract,
            StreamContract,
            StreamLengthContract,
            ManyWritersContract,
            FileContract,
            BigFileContract,
            OwnerContract,
            MailboxContract,
            BackpressureContract,
            HalfCloseContract,
            StopContract,
            GoneContract,
            TlsContract,
            TlsFaultContract,
            Http2GoneContract,
            Http2FlowContract,
            Http2FrameContract,
            Http2MessageContract,
            Http2FloodContract,
            RealClientContract,
            LoadContract,
            WebSocketHandshakeContract,
            WebSocketFramingContract,
            WebSocketTextContract,
            WebSocketCloseContract,
            WebSocketSizeContract,
            WebSocketLimitContract,
            WebSocketGoneContract,
            WebSocketStreamContract,
            WebSocketSiblingContract,
            WebSocketDeflateContract {
    private final String adapter;
    private final Protocol protocol;
    private final Map<String, String> gaps = new LinkedHashMap<>();
    private final Set<String> unsteady = new HashSet<>();
    private volatile @Nullable Figures figures;
    private String counted;
    private volatile boolean counting;

    /** Makes the contract of the adapter with this name. */
    protected AdapterContract(String adapter, Protocol protocol) {
        this.adapter = adapter;
        this.counted = adapter;
        this.protocol = protocol;
    }

    /**
     * Declares what the server cannot do.
     *
     * @param testCase the name of the method, with its arguments in parentheses for one case of several
     * @param reason why, a sentence for the table
     */
    protected final void gap(String testCase, String reason) {
        gaps.put(testCase, reason);
    }

    /** Declares what the server cannot do every time: the case may pass, and is a gap all the same. */
    protected final void gapAtTimes(String testCase, String reason) {
        gap(testCase, reason);
        unsteady.add(testCase);
    }

    /**
     * Says by which adapter, a test's own, the servers are started whose buffers are looked at.
     *
     * @param name the name of one that counts the buffers of the same server
     */
    protected final void countBuffersWith(String name) {
        counted = name;
    }

    /**
     * Fails as long as the server under test uses a buffer; asked when no client is connected, until it does not fail
     * and at most for 10 s. By default it never fails: the contract of a server that counts its buffers says so here.
     */
    protected void assertNoBufferInUse() {}

    /** Makes the servers of this case count what is left in them. */
    final void countLeftovers() {
        counting = true;
    }

    /** Returns the reason why a case is a known gap; {@code name} has its arguments in parentheses. */
    final Optional<String> gapOf(String name) {
        return Optional.ofNullable(gaps.getOrDefault(name, gaps.get(method(name))));
    }

    /** Tells whether a known gap is one at times only. */
    final boolean unsteady(String name) {
        return unsteady.contains(name) || unsteady.contains(method(name));
    }

    private static String method(String name) {
        return name.replaceFirst("\\(.*", "");
    }

    /** Returns the name of the adapter and the protocol, as file names have it; {@code -Dtck.variant} adds to it. */
    final String subject() {
        return adapter + "-" + protocol.label() + System.getProperty("tck.variant", "");
    }

    /**
     * Returns what is served for a plug of the contract: that very one, unless it is overridden to put another plug
     * around every one. The contract still holds, so a plug that only watches is shown to change nothing.
     *
     * {@snippet :
     * import java.util.concurrent.ConcurrentLinkedQueue;
     *
     * class LintedContractTest extends AdapterContract {
     *     private final Queue<List<String>> violations = new ConcurrentLinkedQueue<>();
     *
     *     LintedContractTest() {
     *         super("jetty", Protocol.HTTP_1_1);
     *     }
     *
     *     @Override
     *     protected Plug wrap(Plug plug) {
     *         return Lint.plug(plug, violations::add);
     *     }
     * }
     * }
     */
    protected Plug wrap(Plug plug) {
        return plug;
    }

    @Override
    public final Protocol protocol() {
        return protocol;
    }

    @Override
    public final void measured(long... nanos) {
        figures = Figures.of(nanos);
    }

    /** Returns what the case has measured, empty when it has not. */
    final Optional<Figures> figures() {
        return Optional.ofNullable(figures);
    }

    @Override
    public final Site serve(Plug plug, UnaryOperator<ServerOptions> options) {
        var own = ServerOptions.port(0).host("127.0.0.1").adapter(counting ? counted : adapter);
        Server server = Pastelli.http(wrap(plug), options.apply(protocol.serve(own)));
        return counting
                ? new Site(server, protocol, new Leftovers(this::assertNoBufferInUse))
                : new Site(server, protocol);
    }
}
