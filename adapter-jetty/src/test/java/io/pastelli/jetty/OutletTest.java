package io.pastelli.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutletTest {
    private static final int KERNEL = 64;

    private final ArrayByteBufferPool.Tracking pool = new ArrayByteBufferPool.Tracking();
    private final ByteArrayEndPoint endPoint = new ByteArrayEndPoint(new byte[0], KERNEL);
    private final Outlet outlet = new Outlet(endPoint, pool);
    private final List<String> told = new ArrayList<>();

    private Callback tells(String name) {
        return Callback.from(() -> told.add(name), failure -> told.add(name + " failed"));
    }

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.US_ASCII.encode(text);
    }

    /** Returns what the socket has, and makes room in it. */
    private String sent() {
        return endPoint.takeOutputString();
    }

    @AfterEach
    void everyBufferWasGivenBack() {
        assertThat(pool.getLeaks()).isEmpty();
    }

    @Test
    void whatIsHeldCountsAsTakenAndGoesOutInFrontOfTheNext() {
        outlet.gather();
        outlet.writeOrHold(tells("a"), bytes("a"));
        outlet.writeOrHold(tells("b"), bytes("b"));
        assertThat(told).containsExactly("a", "b");
        assertThat(sent()).isEmpty();
        outlet.write(tells("c"), bytes("c"));
        assertThat(told).containsExactly("a", "b", "c");
        assertThat(sent()).isEqualTo("abc");
    }

    @Test
    void whatIsHeldGoesOutAtTheEndOfTheGathering() {
        outlet.gather();
        outlet.writeOrHold(tells("a"), bytes("a"));
        outlet.release();
        assertThat(sent()).isEqualTo("a");
        outlet.writeOrHold(tells("b"), bytes("b"));
        assertThat(sent()).isEqualTo("b");
    }

    @Test
    void moreThanThereIsRoomForIsWrittenAndWaitedFor() {
        outlet.gather();
        int count = 0;
        while (told.size() == count) {
            outlet.writeOrHold(tells("x"), bytes("x".repeat(1000)));
            count++;
        }
        assertThat(count).isEqualTo(9); // eight find room, the ninth waits until all are sent
        assertThat(told).hasSize(8);
        int sent = 0;
        for (String some = sent(); !some.isEmpty(); some = sent()) { // which makes room for more
            sent += some.length();
        }
        assertThat(sent).isEqualTo(9000);
        assertThat(told).hasSize(9);
    }

    @Test
    void behindAClientThatTakesNothingWritesWaitAndNothingIsHeld() {
        outlet.gather();
        outlet.writeOrHold(tells("a"), bytes("a".repeat(KERNEL + 1)));
        outlet.release();
        outlet.gather();
        outlet.writeOrHold(tells("b"), bytes("b"));
        assertThat(told).containsExactly("a");
        assertThat(outlet.add(bytes("c"))).isTrue();
        assertThat(sent()).isEqualTo("a".repeat(KERNEL));
        endPoint.getWriteFlusher().completeWrite();
        assertThat(told).containsExactly("a", "b");
        assertThat(sent()).isEqualTo("acb");
    }

    @Test
    void whatNobodyWaitsForIsBounded() {
        int count = 0;
        while (outlet.add(bytes("x".repeat(1000)))) {
            count++;
        }
        assertThat(count).isEqualTo(16);
        outlet.release();
        assertThat(outlet.add(bytes("y"))).isTrue(); // while the others are on their way
        endPoint.close();
    }

    @Test
    void aBrokenConnectionFailsTheWriteThatWaits() {
        outlet.gather();
        outlet.writeOrHold(tells("a"), bytes("a".repeat(KERNEL + 1)));
        outlet.release();
        outlet.write(tells("b"), bytes("b"));
        endPoint.close();
        assertThat(told).containsExactly("a", "b failed");
        outlet.writeOrHold(tells("c"), bytes("c"));
        assertThat(told).endsWith("c failed");
    }
}
