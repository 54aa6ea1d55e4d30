package io.pastelli.netty;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;
import org.junit.jupiter.api.extension.ExtendWith;

/** Netty, on the native transport and with the native TLS where there are, keeps the contract on HTTP/2. */
@ExtendWith(QuietNetty.class)
class NettyHttp2ContractTest extends AdapterContract {
    NettyHttp2ContractTest() {
        super("netty", Protocol.HTTP_2);
    }

    @Override
    protected void assertNoBufferInUse() {
        Buffers.assertNoneInUse();
    }
}
