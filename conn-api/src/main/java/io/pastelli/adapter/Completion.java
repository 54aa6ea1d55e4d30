package io.pastelli.adapter;

/** Told, exactly once, how a write went; on any thread, also before the write has returned. Never blocks. */
public interface Completion {
    /** The bytes were taken over: by the kernel, or by an outbound buffer that has room again. */
    void done();

    /** The bytes did not all go out and the exchange is broken. */
    void failed(Throwable cause);
}
