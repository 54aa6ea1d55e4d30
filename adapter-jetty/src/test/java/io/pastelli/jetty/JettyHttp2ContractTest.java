package io.pastelli.jetty;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;

class JettyHttp2ContractTest extends AdapterContract {
    JettyHttp2ContractTest() {
        super("jetty", Protocol.HTTP_2);
        countBuffersWith("jetty-counted");
        gap("aFrameThatBreaksTheRulesEndsItsStreamOrItsConnection(DATA_WITH_TOO_MUCH_PADDING)",
                "Jetty says FRAME_SIZE_ERROR instead of PROTOCOL_ERROR");
        gap("aFrameThatBreaksTheRulesEndsItsStreamOrItsConnection(HEADERS_WITH_AN_INDEX_OF_NO_TABLE)",
                "Jetty says PROTOCOL_ERROR instead of COMPRESSION_ERROR");
        gap("aFrameThatBreaksTheRulesEndsItsStreamOrItsConnection(A_CONTINUATION_OF_ANOTHER_STREAM)",
                "Jetty takes a CONTINUATION of any stream; its head then waits for the head time-out");
        gapAtTimes("trailersOfAnUploadThatWasStoppedAreNoFault",
                "Jetty ends the connection for trailers that were on their way when their stream was reset");
    }

    @Override
    protected void assertNoBufferInUse() {
        CountedJetty.assertNoBufferInUse();
    }
}
