package io.pastelli.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.pastelli.adapter.Listener;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A bound server.
 *
 * <p>
 * <b>Threading:</b> any thread but an event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is an event
final class NettyListener implements Listener {
    private static final long PATIENCE_SECONDS = 3;

    private final Channel server;
    private final EventLoopGroup acceptor;
    private final EventLoopGroup workers;
    private final ServerContext context;

    NettyListener(Channel server, EventLoopGroup acceptor, EventLoopGroup workers, ServerContext context) {
        this.server = server;
        this.acceptor = acceptor;
        this.workers = workers;
        this.context = context;
    }

    @Override
    public int port() {
        return server.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
    }

    @Override
    public void pause() {
        context.pause();
        server.close().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
        each(ServedConnection::closeIfIdle);
    }

    @Override
    public void close() {
        pause();
        each(ServedConnection::shutDown);
        acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        workers.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        acceptor.terminationFuture().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
        workers.terminationFuture().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
        context.close();
    }

    private void each(Consumer<ServedConnection> action) {
        for (Channel channel : context.channels()) {
            if (!channel.eventLoop().isShuttingDown()) {
                channel.eventLoop().execute(() -> {
                    // asked here: who serves may be changing this moment
                    var connection = channel.pipeline().get(ServedConnection.class);
                    if (connection != null) {
                        action.accept(connection);
                    }
                });
            }
        }
    }
}
