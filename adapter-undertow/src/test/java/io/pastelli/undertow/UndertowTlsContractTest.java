package io.pastelli.undertow;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;

class UndertowTlsContractTest extends AdapterContract {
    UndertowTlsContractTest() {
        super("undertow", Protocol.HTTPS_1_1);
        gap("aClientThatLeavesBehindMoreThanTheReadAheadIsSeen",
                "the end lies unread behind limits.pipelined bytes: seen when those are answered");
    }
}
