package io.pastelli.bench;

/**
 * One round of broadcasts to streams of server-sent events.
 *
 * @param store memory or Redis, and the nodes
 * @param streams how many, spread over the nodes
 * @param pace paced or burst
 * @param deliveries how many arrived
 * @param cpu CPU-seconds of all nodes, their JIT threads left out
 * @param redis CPU-seconds of Redis; 0 without one
 * @param perSecond deliveries a second of time
 * @param p50 median time from broadcasting to arrival, in ms
 * @param p99 the same for 99 of 100
 * @param lost deliveries that never came
 * @param doubled those that came again
 * @param late those that came after one that was broadcast later
 */
record StreamRound(String store, int streams, String pace, long deliveries, double cpu, double redis,
        double perSecond, double p50, double p99, long lost, long doubled, long late) {
    double perCpuSecond() {
        return deliveries / cpu;
    }
}
