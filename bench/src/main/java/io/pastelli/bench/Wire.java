package io.pastelli.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** What the load generator and the servers have agreed on. */
public final class Wire {
    /** The path of the plain text workload. */
    public static final String PLAIN = "/plain";
    /** The path of the same text through a router. */
    public static final String ROUTED = "/routed";
    /** The path of the POST echo. */
    public static final String ECHO = "/echo";
    /** Where routed JSON begins: {@code /api/users/:user/orders/:order}. */
    public static final String JSON = "/api/users/";
    /** What separates the two parameters of the JSON workload. */
    public static final String ORDERS = "/orders/";
    /** A folder of files, served as it is. */
    public static final String FILES = "/files/";
    /** The file of {@link #FILE_SIZE} bytes. */
    public static final String FILE = FILES + "mib.bin";
    /** The size of that file in bytes. */
    public static final int FILE_SIZE = 1024 * 1024;
    /** Streams that get broadcasts. */
    public static final String STREAMS = "/streams/";
    /** Streams whose plug has returned. */
    public static final String IDLE = "/idle/";
    /** Streams whose plug stays and blocks. */
    public static final String STAYING = "/staying/";
    /** Polls that are held without a byte of response. */
    public static final String POLLS = "/polls/";
    /** WebSockets that echo texts and get broadcasts. */
    public static final String SOCKETS = "/sockets/";
    /** Where mailboxes are. */
    public static final String BOXES = "/boxes";
    /** Where Bayeux is mounted, on our server and its peers. */
    public static final String BAYEUX = "/bayeux";
    /** The channel everybody in a room is subscribed to. */
    public static final String ROOM = "/bench/room";
    /** The body of the plain text workload. */
    public static final String TEXT = "hello, world";
    /** The size of the echoed body in bytes. */
    public static final int BODY = 16 * 1024;
    /** What stands before the time in an event, and nowhere else in it. */
    public static final char MARK = '@';
    /** How many digits the time in an event has. */
    public static final int DIGITS = 19;

    private Wire() {}

    /** Returns a server-sent event of 72 bytes that carries the time, by {@code System.nanoTime}. */
    public static byte[] event(long nanos) {
        return ("data: " + MARK + String.format("%0" + DIGITS + "d", nanos) + " " + "x".repeat(43) + "\n\n")
                .getBytes(US_ASCII);
    }
}
