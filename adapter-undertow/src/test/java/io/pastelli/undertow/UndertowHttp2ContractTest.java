package io.pastelli.undertow;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;

class UndertowHttp2ContractTest extends AdapterContract {
    UndertowHttp2ContractTest() {
        super("undertow", Protocol.HTTP_2);
        countBuffersWith("undertow-counted");
    }

    @Override
    protected void assertNoBufferInUse() {
        CountedUndertow.assertNoBufferInUse();
    }
}
