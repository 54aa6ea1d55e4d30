package io.pastelli.jetty;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;

class JettyHttp2ContractTest extends AdapterContract {
    JettyHttp2ContractTest() {
        super("jetty", Protocol.HTTP_2);
    }
}
