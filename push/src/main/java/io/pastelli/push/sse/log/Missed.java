package io.pastelli.push.sse.log;

import java.util.List;

/**
 * What came after an id.
 *
 * @param complete whether that is all of it; otherwise the id is unknown or too old, or more came than was asked for
 * @param upTo the last id of the log when it was read
 * @param entries what came, the oldest first; empty unless complete
 */
public record Missed(boolean complete, long upTo, List<Entry> entries) {}
