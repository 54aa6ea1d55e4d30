package io.pastelli.websocket;

/**
 * Compression of messages (RFC 7692), used with clients that offer it; see {@link WebSocketOptions#deflate}.
 *
 * <p>
 * Without context takeover each message stands alone: a socket keeps no compressor, and a message for many sockets is
 * compressed once. With it similar small messages get much smaller, and each socket keeps about 300 KiB. A page that can
 * mix its own words with secrets in one compressed message can guess those (BREACH), so it is off by default.
 *
 * @param level 1, the fastest, to 9; default 6
 * @param minSize least bytes of a message that is worth it, where each stands alone; default 256
 * @param contextTakeover whether both sides remember the messages before; default false
 * @param maxRatio how many times its compressed size a message may have, beyond its first 256 KiB, before the client is
 *        taken for an attacker: 1009; default 100
 */
public record PerMessageDeflate(int level, int minSize, boolean contextTakeover, int maxRatio) {
    /** The defaults. */
    public static final PerMessageDeflate DEFAULT = new PerMessageDeflate(6, 256, false, 100);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException for a level outside 1 to 9, or a size or ratio below 1
     */
    public PerMessageDeflate {
        if (level < 1 || level > 9 || minSize < 1 || maxRatio < 1) {
            throw new IllegalArgumentException("levels are 1 to 9, sizes and ratios at least 1");
        }
    }

    /** Returns these options with another level. */
    public PerMessageDeflate withLevel(int other) {
        return new PerMessageDeflate(other, minSize, contextTakeover, maxRatio);
    }

    /** Returns these options with another least size, in bytes. */
    public PerMessageDeflate withMinSize(int bytes) {
        return new PerMessageDeflate(level, bytes, contextTakeover, maxRatio);
    }

    /** Returns these options with or without context takeover. */
    public PerMessageDeflate withContextTakeover(boolean remembered) {
        return new PerMessageDeflate(level, minSize, remembered, maxRatio);
    }

    /** Returns these options with another greatest ratio. */
    public PerMessageDeflate withMaxRatio(int times) {
        return new PerMessageDeflate(level, minSize, contextTakeover, times);
    }
}
