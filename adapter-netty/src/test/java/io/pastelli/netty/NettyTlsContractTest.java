package io.pastelli.netty;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;
import org.junit.jupiter.api.extension.ExtendWith;

/** Netty, on the native transport and with the native TLS where there are, keeps the contract over TLS. */
@ExtendWith(QuietNetty.class)
class NettyTlsContractTest extends AdapterContract {
    NettyTlsContractTest() {
        super("netty", Protocol.HTTPS_1_1);
        gapAtTimes("aClientThatLeavesBehindMoreThanTheReadAheadIsSeen(HALF_CLOSE)",
                "a close_notify lies unread behind limits.pipelined bytes: seen when those are answered");
    }

    @Override
    protected void assertNoBufferInUse() {
        Buffers.assertNoneInUse();
    }
}
