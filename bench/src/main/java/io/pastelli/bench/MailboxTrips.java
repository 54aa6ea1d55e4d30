package io.pastelli.bench;

/**
 * One round of messages that were sent, fetched by a poll that waited, and acknowledged.
 *
 * @param store memory or Redis, and how many nodes
 * @param perSecond round trips a second of time
 * @param cpuMicros CPU of the nodes for each, in µs, JIT threads left out
 * @param redisMicros CPU of Redis for each, in µs; 0 without one
 * @param p50 median time from sending to having it, in ms
 * @param p99 the same for 99 of 100
 */
record MailboxTrips(String store, double perSecond, double cpuMicros, double redisMicros, double p50,
        double p99) {}
