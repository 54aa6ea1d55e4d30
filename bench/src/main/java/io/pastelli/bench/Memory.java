package io.pastelli.bench;

/**
 * Memory of idle streams.
 *
 * @param mode bare, returned or staying
 * @param heap bytes of heap per stream after garbage collection
 * @param direct bytes of direct memory per stream, where the JVM counts them
 */
record Memory(String server, String mode, int streams, long heap, long direct) {}
