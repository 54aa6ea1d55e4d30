package io.pastelli.jetty;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;

class JettyTlsContractTest extends AdapterContract {
    JettyTlsContractTest() {
        super("jetty", Protocol.HTTPS_1_1);
        gap("aClientThatLeavesBehindMoreThanTheReadAheadIsSeen",
                "the end lies unread behind limits.pipelined bytes: seen when those are answered");
        gap("aMalformedHeadIsA400(GET / HTTQ/1.1)",
                "Jetty's parser tells any unknown version alike: 505 instead of 400");
    }
}
