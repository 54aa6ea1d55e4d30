package io.pastelli.push.bayeux.backend;

import io.pastelli.testkit.TestTime;
import java.time.Duration;

class MemoryBackendTest extends BackendContract {
    private final TestTime time = new TestTime();

    @Override
    Backend create() {
        return new MemoryBackend(time);
    }

    @Override
    void advance(Duration by) {
        time.advance(by);
    }
}
