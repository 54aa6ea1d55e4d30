package io.pastelli.netty;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;
import org.junit.jupiter.api.extension.ExtendWith;

/** Netty on NIO, with the TLS of the JDK, keeps the contract on HTTP/2. */
@ExtendWith(QuietNetty.class)
class NettyNioHttp2ContractTest extends AdapterContract {
    NettyNioHttp2ContractTest() {
        super("netty-nio", Protocol.HTTP_2);
    }

    @Override
    protected void assertNoBufferInUse() {
        Buffers.assertNoneInUse();
    }
}
