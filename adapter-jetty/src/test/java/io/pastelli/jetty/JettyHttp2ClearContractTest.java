package io.pastelli.jetty;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;

class JettyHttp2ClearContractTest extends AdapterContract {
    JettyHttp2ClearContractTest() {
        super("jetty", Protocol.HTTP_2_CLEAR);
    }
}
