package io.pastelli.jetty;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * A write whose bytes are all with the socket is done, even if the connection was closed at that very moment: Jetty
 * would call it failed, though the client has its response and has maybe left for that reason.
 *
 * <p>
 * <b>Threading:</b> told once, on Jetty's thread.
 */
final class WholeWrite extends Callback.Nested {
    private final ByteBuffer[] buffers;
    private final boolean anything;
    private final BooleanSupplier passedOn;

    /**
     * Makes one that tells {@code write}.
     *
     * @param passedOn whether the socket has what was taken from the buffers
     */
    WholeWrite(Callback write, ByteBuffer[] buffers, BooleanSupplier passedOn) {
        super(write);
        this.buffers = buffers;
        this.anything = !BufferUtil.isEmpty(buffers);
        this.passedOn = passedOn;
    }

    @Override
    public void failed(Throwable cause) {
        if (anything && BufferUtil.isEmpty(buffers) && passedOn.getAsBoolean()) {
            succeeded();
        } else {
            super.failed(cause);
        }
    }
}
