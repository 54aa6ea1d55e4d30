package io.pastelli.bench;

/**
 * What one publish costs, medians.
 *
 * @param subscribers at one other node
 * @param idle further nodes that hold no subscriber
 * @param micros time of the publish in Redis, in µs
 * @param each time in Redis of taking and settling it, for one subscriber, in µs
 * @param p50 median time of the publish at its node, in ms
 * @param p99 the same for 99 of 100
 */
record PublishCost(int subscribers, int idle, double micros, double each, double p50, double p99) {}
