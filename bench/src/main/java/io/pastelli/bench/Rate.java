package io.pastelli.bench;

/**
 * One round of requests or deliveries.
 *
 * @param round counted from 0
 * @param perCpuSecond requests or deliveries per CPU-second of the server's process, its JIT threads left out
 * @param perSecond the same per second of time
 * @param p50 median latency in µs
 * @param p99 latency in µs
 * @param p999 latency in µs that one in a thousand exceeds
 * @param allocated bytes of heap that the server allocated for each
 */
record Rate(String server, String workload, Variant variant, int round, double perCpuSecond, double perSecond,
        double p50, double p99, double p999, double allocated) {}
