package io.pastelli.undertow;

import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;

class UndertowContractTest extends AdapterContract {
    UndertowContractTest() {
        super("undertow", Protocol.HTTP_1_1);
        gap("aClientThatLeavesBehindMoreThanTheReadAheadIsSeen",
                "the end lies unread behind limits.pipelined bytes: seen when those are answered");
    }
}
