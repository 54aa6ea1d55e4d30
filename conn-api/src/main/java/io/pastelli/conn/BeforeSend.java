package io.pastelli.conn;

/** A callback that may change status, headers and body just before they are sent; see {@link Conn#registerBeforeSend}. */
@FunctionalInterface
public interface BeforeSend {
    /** Returns the conn to send; it must not send by itself. */
    Conn beforeSend(Conn conn);
}
