package io.pastelli.bench;

/**
 * The memory of a server whose room is still full.
 *
 * @param server its name in the tables
 * @param resident the process, in MiB
 * @param peak the most it was, in MiB
 * @param heap after garbage collections, in MiB
 * @param each heap a member, in bytes
 * @param threads of the process
 */
record RoomMemory(String server, Room room, double resident, double peak, double heap, double each,
        long threads) {}
