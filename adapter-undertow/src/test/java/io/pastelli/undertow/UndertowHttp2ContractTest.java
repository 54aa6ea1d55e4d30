package io.pastelli.undertow;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;

class UndertowHttp2ContractTest extends AdapterContract {
    UndertowHttp2ContractTest() {
        super("undertow", Protocol.HTTP_2);
    }
}
