package io.pastelli.adapter;

/**
 * What a client can make a server keep, each with a default; the same on every adapter.
 *
 * @param requestLine most bytes of a request line, refused with 414; default 8 KiB
 * @param headers most bytes of a header section, refused with 431; default 8 KiB
 * @param headerCount most header fields, refused with 431; default 100
 * @param body most bytes of a request body, refused with 413; default 16 MiB
 * @param pipelined most bytes that are read ahead of the request that is being answered; default 8 KiB
 * @param mailbox most messages in an owner's mailbox; default 1024
 */
public record Limits(int requestLine, int headers, int headerCount, long body, int pipelined, int mailbox) {
    /** The defaults. */
    public static final Limits DEFAULT = new Limits(8 * 1024, 8 * 1024, 100, 16L * 1024 * 1024, 8 * 1024,
            1024);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException for a limit below 1, or a request line, header section or read-ahead below 1 KiB
     */
    public Limits {
        if (requestLine < 1024 || headers < 1024 || pipelined < 1024) {
            throw new IllegalArgumentException(
                    "request line, header and read-ahead limits are at least 1024 bytes");
        }
        if (headerCount < 1 || body < 1 || mailbox < 1) {
            throw new IllegalArgumentException("a limit is at least 1");
        }
    }

    /** Returns these limits with another one for request bodies, in bytes. */
    public Limits withBody(long bytes) {
        return new Limits(requestLine, headers, headerCount, bytes, pipelined, mailbox);
    }

    /** Returns these limits with others for the request line and for the header section, in bytes. */
    public Limits withHead(int requestLineBytes, int headerBytes) {
        return new Limits(requestLineBytes, headerBytes, headerCount, body, pipelined, mailbox);
    }

    /** Returns these limits with another one for the read-ahead, in bytes. */
    public Limits withPipelined(int bytes) {
        return new Limits(requestLine, headers, headerCount, body, bytes, mailbox);
    }

    /** Returns these limits with another one for mailboxes, in messages. */
    public Limits withMailbox(int messages) {
        return new Limits(requestLine, headers, headerCount, body, pipelined, messages);
    }
}
