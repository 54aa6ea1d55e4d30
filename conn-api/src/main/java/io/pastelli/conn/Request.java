package io.pastelli.conn;

import io.pastelli.adapter.Exchange;
import io.pastelli.http.Headers;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The request as plugs see it: what was received, and what routers and plugs made of it. */
record Request(String method, RequestTarget target, Headers headers, List<String> scriptName,
        List<String> pathInfo,
        Map<String, String> pathParams, @Nullable Origin rewritten, @Nullable InetAddress remote) {
    static Request received(String method, RequestTarget target, Headers headers) {
        return new Request(method, target, headers, List.of(), target.segments(), Map.of(), null, null);
    }

    Request withMethod(String changed) {
        return new Request(changed, target, headers, scriptName, pathInfo, pathParams, rewritten, remote);
    }

    Request withHeaders(Headers changed) {
        return new Request(method, target, changed, scriptName, pathInfo, pathParams, rewritten, remote);
    }

    Request withPath(List<String> script, List<String> path) {
        return new Request(method, target, headers, script, path, pathParams, rewritten, remote);
    }

    Request withOrigin(Origin origin) {
        return new Request(method, target, headers, scriptName, pathInfo, pathParams, origin, remote);
    }

    Request withRemote(InetAddress address) {
        return new Request(method, target, headers, scriptName, pathInfo, pathParams, rewritten, address);
    }

    Request mergePathParams(Map<String, String> params) {
        return new Request(method, target, headers, scriptName, pathInfo,
                pathParams.isEmpty() ? Map.copyOf(params) : merged(params), rewritten, remote);
    }

    private Map<String, String> merged(Map<String, String> params) {
        var merged = new HashMap<>(pathParams);
        merged.putAll(params);
        return Map.copyOf(merged);
    }

    String pathParam(String name) {
        String value = pathParams.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "the route has no parameter :" + name + ", it has " + pathParams.keySet());
        }
        return value;
    }

    Origin origin(Exchange exchange) {
        return rewritten == null ? Origin.of(exchange.scheme(), target, headers) : rewritten;
    }

    InetAddress remote(Exchange exchange) {
        return remote == null ? exchange.peer().remote().getAddress() : remote;
    }
}
