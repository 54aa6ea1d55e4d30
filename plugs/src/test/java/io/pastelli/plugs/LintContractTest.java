package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Plug;
import io.pastelli.testkit.tck.AdapterContract;
import io.pastelli.testkit.tck.Protocol;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInfo;

/** Lint around every plug of the contract, on a real server: it changes nothing and finds what breaks a rule on purpose. */
class LintContractTest extends AdapterContract {
    /** Cases whose plug breaks a rule, and the rule. */
    private static final Map<String, String> ON_PURPOSE = Map.of( //
            "anUnknownStatusIsSent", "SPEC.md 2.1: the status 799", //
            "aStatusWithoutBodyHasNeitherBodyNorFraming", "SPEC.md 2.7: ", //
            "aHaltedConnWithoutResponseIsA500", "SPEC.md 1.3: the plug halted without a response");
    /** What most plugs of the contract leave out, for it is not what their case is about. */
    private static final String TOLERATED = "SPEC.md 2.7: a body has no content-type";

    private final Queue<String> found = new ConcurrentLinkedQueue<>();

    LintContractTest() {
        super("undertow", Protocol.HTTP_1_1);
        gap("aClientThatLeavesBehindMoreThanTheReadAheadIsSeen",
                "the end lies unread behind limits.pipelined bytes: seen when those are answered");
    }

    @Override
    protected Plug wrap(Plug plug) {
        return Lint.plug(plug, violations -> violations.stream().filter(each -> !each.startsWith(TOLERATED))
                .forEach(found::add));
    }

    @AfterEach
    void nothingElseIsFound(TestInfo test) {
        String rule = ON_PURPOSE.get(test.getTestMethod().map(Method::getName).orElseThrow());
        if (rule == null) {
            assertThat(found).as("what Lint found").isEmpty();
        } else {
            assertThat(found).as("what Lint found").isNotEmpty().allMatch(each -> each.startsWith(rule));
        }
    }
}
