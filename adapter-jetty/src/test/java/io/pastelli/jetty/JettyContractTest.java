package io.pastelli.jetty;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;

class JettyContractTest extends AdapterContract {
    JettyContractTest() {
        super("jetty", Protocol.HTTP_1_1);
        countBuffersWith("jetty-counted");
        gap("aClientThatLeavesBehindMoreThanTheReadAheadIsSeen",
                "the end lies unread behind limits.pipelined bytes: seen when those are answered");
        gap("aMalformedHeadIsA400(GET / HTTQ/1.1)",
                "Jetty's parser tells any unknown version alike: 505 instead of 400");
        for (String second : new String[]{"a", "b"}) {
            gap("aHeadThatBreaksTheRulesIsA400(GET / HTTP/1.1\\r\\nhost: a\\r\\nhost: " + second + ")",
                    "it is a 400, of which Jetty's HttpParser warns in the log");
        }
    }

    @Override
    protected void assertNoBufferInUse() {
        CountedJetty.assertNoBufferInUse();
    }
}
