package io.pastelli.push.bayeux.transport;

import io.pastelli.push.bayeux.message.Advice;
import io.pastelli.push.bayeux.message.Dialect;
import io.pastelli.push.bayeux.message.WireLimits;
import java.util.List;

/**
 * What the transports need to know.
 *
 * @param enabled the connection types that are served
 * @param origins the pages that may use them
 * @param limits what a request or frame may hold
 * @param dialect the words of errors
 * @param retry the advice of those who are welcome
 * @param drain the advice when this server stops
 */
public record TransportOptions(List<String> enabled, Origins origins, WireLimits limits, Dialect dialect,
        Advice retry,
        Advice drain) {}
