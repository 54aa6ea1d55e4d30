package io.pastelli.netty;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;
import org.junit.jupiter.api.extension.ExtendWith;

/** Netty keeps the contract on HTTP/2 in clear text. */
@ExtendWith(QuietNetty.class)
class NettyHttp2ClearContractTest extends AdapterContract {
    NettyHttp2ClearContractTest() {
        super("netty", Protocol.HTTP_2_CLEAR);
    }

    @Override
    protected void assertNoBufferInUse() {
        Buffers.assertNoneInUse();
    }
}
