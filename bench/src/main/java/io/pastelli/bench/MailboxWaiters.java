package io.pastelli.bench;

/**
 * Polls that wait, each for a mailbox of its own, and some of them get a message.
 *
 * @param store memory or Redis
 * @param waiters how many
 * @param connections of the node to Redis
 * @param heap of the node for each, in bytes
 * @param cpu of the node while nothing happens, in ms a second
 * @param redis CPU of Redis meanwhile, in ms a second
 * @param sent messages, to as many of them
 * @param arrived how many arrived
 * @param p50 median time from sending to having it, in ms
 * @param p99 the same for 99 of 100
 */
record MailboxWaiters(String store, int waiters, int connections, double heap, double cpu, double redis,
        int sent, long arrived, double p50, double p99) {}
