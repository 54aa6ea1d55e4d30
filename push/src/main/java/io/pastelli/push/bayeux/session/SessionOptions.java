package io.pastelli.push.bayeux.session;

import java.time.Duration;

/**
 * The times of sessions.
 *
 * @param timeout how long a connect is held
 * @param expiry how long a session lives without one
 * @param maxLazy how long a lazy event waits at most
 * @param batchMost most events in one response
 * @param clientsPerAddress most sessions of one client address
 */
public record SessionOptions(Duration timeout, Duration expiry, Duration maxLazy, int batchMost,
        int clientsPerAddress) {}
