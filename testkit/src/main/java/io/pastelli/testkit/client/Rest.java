package io.pastelli.testkit.client;

/**
 * What came up to the end of a connection.
 *
 * @param text the bytes, one char each
 * @param reset whether it ended with RST and not with FIN
 */
public record Rest(String text, boolean reset) {}
