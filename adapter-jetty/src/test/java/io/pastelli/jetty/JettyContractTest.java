package io.pastelli.jetty;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;

class JettyContractTest extends AdapterContract {
    JettyContractTest() {
        super("jetty", Protocol.HTTP_1_1);
    }
}
