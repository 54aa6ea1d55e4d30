package io.pastelli.adapter;

/** Told, exactly once, how a write went, and on its way how far a file has come; on any thread, also before the write has returned. Never blocks. */
public interface Completion {
    /** The bytes were taken over: by the kernel, or by an outbound buffer that has room again. */
    void done();

    /**
     * So many more bytes of a file were taken: the client is not gone. Only {@link Exchange#transfer} tells it, and all its
     * bytes before {@link #done}. Never blocks.
     */
    default void progressed(long bytes) {
        // who writes bytes of its own counts them itself
    }

    /** The bytes did not all go out and the exchange is broken. */
    void failed(Throwable cause);
}
