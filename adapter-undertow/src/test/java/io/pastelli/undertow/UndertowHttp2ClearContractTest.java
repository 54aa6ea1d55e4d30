package io.pastelli.undertow;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;

class UndertowHttp2ClearContractTest extends AdapterContract {
    UndertowHttp2ClearContractTest() {
        super("undertow", Protocol.HTTP_2_CLEAR);
    }
}
