package io.pastelli.conn;

import io.pastelli.http.Headers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The request as plugs see it: what was received, and what routers and plugs made of it. */
record Request(String method, RequestTarget target, Headers headers, List<String> scriptName,
        List<String> pathInfo,
        Map<String, String> pathParams) {
    static Request received(String method, RequestTarget target, Headers headers) {
        return new Request(method, target, headers, List.of(), target.segments(), Map.of());
    }

    Request withHeaders(Headers changed) {
        return new Request(method, target, changed, scriptName, pathInfo, pathParams);
    }

    Request withPath(List<String> script, List<String> path) {
        return new Request(method, target, headers, script, path, pathParams);
    }

    Request mergePathParams(Map<String, String> params) {
        return new Request(method, target, headers, scriptName, pathInfo,
                pathParams.isEmpty() ? Map.copyOf(params) : merged(params));
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

    String host() {
        String host = authority();
        int colon = portColon(host);
        return colon < 0 ? host : host.substring(0, colon);
    }

    int port(String scheme) {
        String host = authority();
        int colon = portColon(host);
        try {
            return Integer.parseInt(colon < 0 ? "" : host.substring(colon + 1));
        } catch (NumberFormatException e) {
            return scheme.equals("https") ? 443 : 80;
        }
    }

    private String authority() {
        return target.authority().isEmpty() ? headers.first("host").orElse("") : target.authority();
    }

    private static int portColon(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? colon : -1; // [::1] has colons of its own
    }
}
