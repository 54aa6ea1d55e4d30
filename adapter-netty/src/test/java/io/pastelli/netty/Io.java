package io.pastelli.netty;

import io.netty.channel.epoll.Epoll;
import io.netty.handler.ssl.OpenSsl;
import org.junit.jupiter.api.Assumptions;

/** The transports every test runs on. */
enum Io {
    NIO, EPOLL;

    NettyAdapter adapter() {
        return adapter(false);
    }

    /** Returns an adapter; {@code nativeTls} asks for the engine of tcnative. */
    NettyAdapter adapter(boolean nativeTls) {
        Assumptions.assumeTrue(!nativeTls || OpenSsl.isAvailable(), "no tcnative here");
        if (this == NIO) {
            return new NettyAdapter(Transport::nio, nativeTls);
        }
        Assumptions.assumeTrue(Epoll.isAvailable(), "no native epoll here");
        return new NettyAdapter(Transport::epollNative, nativeTls);
    }
}
