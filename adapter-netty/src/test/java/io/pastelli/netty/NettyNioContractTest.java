package io.pastelli.netty;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;
import org.junit.jupiter.api.extension.ExtendWith;

/** Netty on NIO keeps the contract. */
@ExtendWith(QuietNetty.class)
class NettyNioContractTest extends AdapterContract {
    NettyNioContractTest() {
        super("netty-nio", Protocol.HTTP_1_1);
        gap("aClientThatLeavesBehindMoreThanTheReadAheadIsSeen",
                "the end lies unread behind limits.pipelined bytes: seen when those are answered");
    }

    @Override
    protected void assertNoBufferInUse() {
        Buffers.assertNoneInUse();
    }
}
