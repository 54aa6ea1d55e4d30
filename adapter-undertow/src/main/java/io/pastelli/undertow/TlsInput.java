package io.pastelli.undertow;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.xnio.ChannelListeners;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Decrypts what comes in. A close_notify is the end of the input, as a FIN without one is: whether something is missing
 * the protocol above knows.
 *
 * <p>
 * Where encrypted or decrypted bytes are kept the socket has no news of them, so the listener is called by a task.
 *
 * <p>
 * <b>Threading:</b> the connection's I/O thread only.
 */
final class TlsInput extends AbstractStreamSourceConduit<StreamSourceConduit> {
    private static final int MOST_ROUNDS = 16; // records that carry nothing must not hold the I/O thread
    private static final byte[] NOTHING = new byte[0];

    private final SSLEngine engine;
    private final ConduitStreamSourceChannel channel;
    private final Loop loop;
    private byte[] kept = NOTHING;
    private byte[] plain = NOTHING;
    private int plainAt;
    private boolean handshaking = true;
    private boolean incomplete = true;
    private boolean ended;
    private boolean resumed;
    private boolean forced;
    private boolean waking;

    TlsInput(SSLEngine engine, ConduitStreamSourceChannel channel, Loop loop) {
        super(channel.getConduit());
        this.engine = engine;
        this.channel = channel;
        this.loop = loop;
    }

    /** Takes encrypted bytes that were read elsewhere. */
    void keep(ByteBuffer encrypted) {
        kept = new byte[encrypted.remaining()];
        encrypted.get(kept);
        incomplete = false;
    }

    /** The handshake is over: what comes are bytes of the protocol above. */
    void established() {
        handshaking = false;
    }

    /** Tells whether a read would find something without the socket. */
    boolean pending() {
        return ended || plainAt < plain.length || (kept.length > 0 && !incomplete);
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        int count = plainAt < plain.length ? takePlain(dst) : ended ? -1 : decrypt(dst);
        if (resumed && pending()) {
            wakeLater();
        }
        return count;
    }

    private int takePlain(ByteBuffer dst) {
        int count = Math.min(dst.remaining(), plain.length - plainAt);
        dst.put(plain, plainAt, count);
        plainAt += count;
        if (plainAt == plain.length) {
            plain = NOTHING;
            plainAt = 0;
        }
        return count;
    }

    private int decrypt(ByteBuffer dst) throws IOException {
        ByteBuffer net = loop.tls().in().put(kept);
        kept = NOTHING;
        int start = dst.position();
        try {
            for (int round = 0; round < MOST_ROUNDS && !ended; round++) {
                net.flip();
                boolean acted = unwrapAll(net, dst);
                net.compact();
                if (acted || dst.position() > start || plain.length > 0 || !incomplete) {
                    break;
                }
                int count = next.read(net);
                if (count == 0) {
                    break;
                }
                ended = count < 0;
                incomplete = ended;
            }
        } finally {
            net.flip();
            if (net.hasRemaining() && !ended) {
                kept = new byte[net.remaining()];
                net.get(kept);
            }
        }
        int count = dst.position() - start;
        return count == 0 && ended && plain.length == 0 ? -1 : count;
    }

    /** Decrypts record after record until there is none or no room; of a handshake one, then it may be our turn. */
    private boolean unwrapAll(ByteBuffer net, ByteBuffer dst) throws SSLException {
        incomplete = !net.hasRemaining();
        while (net.hasRemaining() && plain.length == 0 && !ended) {
            boolean direct = TlsBuffers.fits(dst);
            ByteBuffer target = direct ? dst : loop.tls().plain();
            SSLEngineResult result = engine.unwrap(net, target);
            if (!direct) {
                spill(target.flip(), dst);
            }
            switch (result.getStatus()) {
                case BUFFER_UNDERFLOW -> incomplete = true;
                case CLOSED -> ended = true;
                case BUFFER_OVERFLOW -> throw new SSLException("a record is larger than a record can be");
                case OK -> {
                    // maybe the next one
                }
            }
            if (incomplete) {
                return false;
            }
            incomplete = !net.hasRemaining();
            if (handshaking) {
                return true;
            }
            if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                runTasks();
            }
        }
        return false;
    }

    /** After the handshake there is nothing costly. */
    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private void spill(ByteBuffer from, ByteBuffer dst) {
        int fits = Math.min(from.remaining(), dst.remaining());
        dst.put(dst.position(), from, from.position(), fits).position(dst.position() + fits);
        from.position(from.position() + fits);
        if (from.hasRemaining()) {
            plain = new byte[from.remaining()];
            from.get(plain);
            plainAt = 0;
        }
    }

    @Override
    public void resumeReads() {
        resumed = true;
        if (pending()) {
            wakeLater();
        }
        next.resumeReads();
    }

    @Override
    public void suspendReads() {
        resumed = false;
        next.suspendReads();
    }

    @Override
    public void wakeupReads() {
        forced = true;
        resumed = true;
        wakeLater();
        next.resumeReads();
    }

    @Override
    public boolean isReadResumed() {
        return resumed;
    }

    private void wakeLater() {
        if (!waking) {
            waking = true;
            loop.later(this::wake);
        }
    }

    private void wake() {
        waking = false;
        boolean wake = resumed && (forced || pending());
        forced = false;
        if (wake) {
            ChannelListeners.invokeChannelListener(channel, channel.getReadListener());
        }
    }
}
