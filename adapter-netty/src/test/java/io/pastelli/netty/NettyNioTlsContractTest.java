package io.pastelli.netty;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;
import org.junit.jupiter.api.extension.ExtendWith;

/** Netty on NIO, with the TLS of the JDK, keeps the contract over TLS. */
@ExtendWith(QuietNetty.class)
class NettyNioTlsContractTest extends AdapterContract {
    NettyNioTlsContractTest() {
        super("netty-nio", Protocol.HTTPS_1_1);
        gapAtTimes("aClientThatLeavesBehindMoreThanTheReadAheadIsSeen",
                "the end lies unread behind limits.pipelined bytes: seen when those are answered, or when all came with one read");
    }

    @Override
    protected void assertNoBufferInUse() {
        Buffers.assertNoneInUse();
    }
}
