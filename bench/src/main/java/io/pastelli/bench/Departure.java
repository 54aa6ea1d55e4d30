package io.pastelli.bench;

/**
 * How long it took until owners were told of clients that left at once.
 *
 * @param what stream or poll
 * @param how fin or rst
 * @param told how many of the clients
 * @param median in ms, as are the others
 */
record Departure(String server, Variant variant, String what, String how, int clients, int told,
        double median,
        double p99, double max) {}
