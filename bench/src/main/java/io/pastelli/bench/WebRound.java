package io.pastelli.bench;

/**
 * One round of one web server, as it stands in {@code results-peers.json}.
 *
 * @param suite {@code peers}
 * @param contender bare, ours, or a peer's name
 * @param server the server it stands on
 * @param round counted from 0
 */
record WebRound(String suite, String workload, String contender, String server, int round, Metrics metrics) {
    /**
     * What was measured.
     *
     * @param perCpuSecond requests or deliveries per CPU-second of the server's processes, JIT threads left out where they
     * can be told
     * @param perSecond the same per second of time
     * @param p50Micros median latency in µs
     * @param p99Micros latency in µs that one in a hundred exceeds
     * @param p999Micros latency in µs that one in a thousand exceeds
     * @param peakMiB the greatest resident size of the server's processes since they started for this workload
     * @param loadAverage of the machine, over a minute, when the round ended
     */
    record Metrics(double perCpuSecond, double perSecond, double p50Micros, double p99Micros,
            double p999Micros, double peakMiB, double loadAverage) {}
}
