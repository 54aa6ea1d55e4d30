package io.pastelli.netty;

import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.Assumptions;

/** The transports every test runs on. */
enum Io {
    NIO, EPOLL;

    NettyAdapter adapter() {
        if (this == NIO) {
            return new NettyAdapter(Transport::nio);
        }
        Assumptions.assumeTrue(Epoll.isAvailable(), "no native epoll here");
        return new NettyAdapter(Transport::epollNative);
    }
}
