package io.pastelli.crypto;

import io.pastelli.http.Bytes;

/** What a token turned out to be. */
public sealed interface Opened {
    /**
     * It is ours and in time.
     *
     * @param data what was put in
     */
    record Valid(Bytes data) implements Opened {}

    /** It is ours, and too old. */
    record Expired() implements Opened {}

    /** It is not ours, or was changed. */
    record Invalid() implements Opened {}
}
