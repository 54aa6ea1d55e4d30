package io.pastelli.bench;

/**
 * One round of deliveries.
 *
 * @param server its name in the tables
 * @param pace paced or burst
 * @param deliveries how many arrived
 * @param cpu CPU-seconds of the server, of all its nodes, their JIT threads left out where they can be told
 * @param store CPU-seconds of the Redis that the nodes share; 0 without one
 * @param perSecond deliveries a second of time
 * @param p50 median time from publishing to arrival, in ms
 * @param p99 the same for 99 of 100
 * @param lost deliveries that never came
 * @param doubled those that came again
 * @param late those that came after one that was published later
 */
record RoomRound(String server, Room room, String pace, long deliveries, double cpu, double store,
        double perSecond, double p50, double p99, long lost, long doubled, long late) {
    double perCpuSecond() {
        return deliveries / cpu;
    }
}
