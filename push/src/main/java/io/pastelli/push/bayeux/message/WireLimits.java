package io.pastelli.push.bayeux.message;

/**
 * What one request or frame may hold.
 *
 * @param bytes most bytes, then 413; default 1 MiB
 * @param messages most messages, then 400; default 256
 * @param depth deepest nesting of JSON, then 400; default 100
 * @param text most characters of a client id, version, transport or message id, then 400; default 256
 * @param extFields most extension fields of a message, then 400; default 32
 */
public record WireLimits(int bytes, int messages, int depth, int text, int extFields) {
    /** The defaults. */
    public static final WireLimits DEFAULT = new WireLimits(1 << 20, 256, 100, 256, 32);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException for one below 1, or a depth below 4
     */
    public WireLimits {
        if (bytes < 1 || messages < 1 || depth < 4 || text < 1 || extFields < 1) {
            throw new IllegalArgumentException("limits of a request are at least 1, its depth at least 4");
        }
    }

    /** Returns these limits with another one for the bytes of a request or frame. */
    public WireLimits withBytes(int most) {
        return new WireLimits(most, messages, depth, text, extFields);
    }

    /** Returns these limits with another one for the messages of a request or frame. */
    public WireLimits withMessages(int most) {
        return new WireLimits(bytes, most, depth, text, extFields);
    }
}
