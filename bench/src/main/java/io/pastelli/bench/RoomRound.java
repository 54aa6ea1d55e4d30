package io.pastelli.bench;

/**
 * One round of deliveries.
 *
 * @param pace paced or burst
 * @param deliveries how many
 * @param cpu CPU-seconds of the server, its JIT threads left out where they can be told
 * @param perSecond deliveries a second of time
 * @param p50 median time from publishing to arrival, in ms
 * @param p99 the same for 99 of 100
 * @param faults deliveries that came twice, too late or after a gap
 */
record RoomRound(Peer peer, Room room, String pace, long deliveries, double cpu, double perSecond, double p50,
        double p99, long faults) {
    double perCpuSecond() {
        return deliveries / cpu;
    }
}
