package io.pastelli.adapter;

/** Takes the requests of an adapter; the core is the only implementation. */
@FunctionalInterface
public interface Receiver {
    /** Takes one request, on the I/O thread that read its head; never blocks, never throws. */
    void receive(Exchange exchange);
}
