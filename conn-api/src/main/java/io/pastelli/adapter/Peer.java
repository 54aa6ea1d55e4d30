package io.pastelli.adapter;

import java.net.InetSocketAddress;

/**
 * The two ends of the connection.
 *
 * @param remote the client
 * @param local the server
 */
public record Peer(InetSocketAddress remote, InetSocketAddress local) {}
