package io.pastelli.undertow;

import io.pastelli.adapter.Departures;
import io.pastelli.adapter.Exchange;
import io.pastelli.adapter.Framing;
import io.pastelli.adapter.Receiver;
import io.pastelli.adapter.ResponseHead;
import io.pastelli.adapter.Settings;
import io.pastelli.http.Headers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioWorker;

/**
 * Proves at start that a departure is told: the watch leans on what XNIO's connections do inside, which no API of it
 * promises.
 */
@FunctionalInterface
interface SelfTest {
    /** Serves two requests on one loopback connection, the second held until the client leaves. */
    SelfTest REAL = worker -> {
        var probe = new Probe();
        var wiring = new Wiring(Settings.DEFAULT, probe);
        try (var acceptor = wiring.accept(worker,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            int port = acceptor.getLocalAddress(InetSocketAddress.class).getPort();
            try (var client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                client.setSoTimeout((int) Probe.LONGEST.toMillis());
                client.getOutputStream().write(Probe.REQUEST);
                if (client.getInputStream().read() < 0) {
                    return false;
                }
                client.getOutputStream().write(Probe.REQUEST);
                if (!probe.held.await(Probe.LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
            return probe.told.await(Probe.LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            wiring.close();
        }
    };

    /** Tells whether departures are seen with the server's I/O threads; takes some milliseconds, at most 8 s. */
    boolean passes(XnioWorker worker);

    /** Answers the first request and holds the second. */
    final class Probe implements Receiver {
        static final Duration LONGEST = Duration.ofSeconds(2);
        static final byte[] REQUEST = "GET / HTTP/1.1\r\nhost: self-test\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);

        final CountDownLatch held = new CountDownLatch(1);
        final CountDownLatch told = new CountDownLatch(1);
        private boolean answered; // one connection, so one I/O thread

        @Override
        public void receive(Exchange exchange) {
            Departures departures = exit -> {
                told.countDown();
                exchange.cut();
            };
            exchange.attach(departures);
            if (answered) {
                exchange.watch();
                held.countDown();
            } else {
                answered = true;
                exchange.begin(new ResponseHead(204, Headers.empty(), Framing.NONE), ByteBuffer.allocate(0),
                        true,
                        Untold.INSTANCE);
            }
        }
    }
}
