package io.pastelli.bench;

/**
 * Held polls of Bayeux that nobody says anything to.
 *
 * @param server its name in the tables
 * @param store memory or Redis
 * @param polls how many
 * @param heap of the node for each, after garbage collections, in bytes
 */
record HeldPolls(String server, String store, int polls, double heap) {}
