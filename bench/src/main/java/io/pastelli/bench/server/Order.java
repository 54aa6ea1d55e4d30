package io.pastelli.bench.server;

/**
 * What the JSON workload answers.
 *
 * @param user the first path parameter
 * @param order the second
 * @param state a word
 * @param items how many
 * @param paid a flag
 */
record Order(String user, String order, String state, int items, boolean paid) {
    static Order of(String user, String order) {
        return new Order(user, order, "on its way", 3, true);
    }
}
