package io.pastelli.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which failed writes are told to the handlers above. */
class FailedWritesTest {
    /** A kernel that fails every write. */
    private static final class Broken extends ChannelOutboundHandlerAdapter {
        private final Throwable cause;

        Broken(Throwable cause) {
            this.cause = cause;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
            promise.setFailure(cause);
        }
    }

    @Test
    void aReset() {
        var reset = new IOException("Connection reset by peer");
        var channel = new EmbeddedChannel(new Broken(reset), new FailedWrites());
        ByteBuf ticket = Unpooled.directBuffer().writeInt(1);
        ChannelFuture written = channel.writeOneOutbound(ticket);
        assertThat(written.cause()).as("the writer is told as ever").isSameAs(reset);
        assertThatThrownBy(channel::checkException).isSameAs(reset);
        assertThat(ticket.refCnt()).isZero();
    }

    @Test
    void aResetThatMeetsAWriteNobodyAsksAbout() {
        var reset = new IOException("Broken pipe");
        var channel = new EmbeddedChannel(new Broken(reset), new FailedWrites());
        var ignored = channel.writeOneOutbound(Unpooled.directBuffer().writeInt(1), channel.voidPromise());
        assertThatThrownBy(channel::checkException).isSameAs(reset);
    }

    static Stream<Throwable> ours() {
        return Stream.of(new ClosedChannelException(), new ChannelOutputShutdownException("shut"),
                new IllegalStateException("not of the connection"));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void notWhatWeHaveEndedOurselves(Throwable cause) {
        var channel = new EmbeddedChannel(new Broken(cause), new FailedWrites());
        ChannelFuture written = channel.writeOneOutbound(Unpooled.directBuffer().writeInt(1));
        assertThat(written.cause()).isSameAs(cause);
        channel.checkException();
    }

    @Test
    void notWhatSucceeds() {
        var channel = new EmbeddedChannel(new FailedWrites());
        ChannelFuture written = channel.writeOneOutbound(Unpooled.directBuffer().writeInt(1));
        channel.flushOutbound();
        assertThat(written.isSuccess()).isTrue();
        channel.checkException();
        assertThat(channel.finishAndReleaseAll()).isTrue();
    }
}
