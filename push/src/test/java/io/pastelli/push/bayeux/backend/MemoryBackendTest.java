package io.pastelli.push.bayeux.backend;

import io.pastelli.testkit.TestTime;
import java.time.Duration;

class MemoryBackendTest extends BackendContract {
    private final TestTime time = new TestTime();

    @Override
    protected Backend create() {
        return new MemoryBackend(time);
    }

    @Override
    protected void advance(Duration by) {
        time.advance(by);
    }
}
