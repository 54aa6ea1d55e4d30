package io.pastelli.netty;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;
import org.junit.jupiter.api.extension.ExtendWith;

/** Netty, on the native transport where there is one, keeps the contract. */
@ExtendWith(QuietNetty.class)
class NettyContractTest extends AdapterContract {
    NettyContractTest() {
        super("netty", Protocol.HTTP_1_1);
    }

    @Override
    protected void assertNoBufferInUse() {
        Buffers.assertNoneInUse();
    }
}
