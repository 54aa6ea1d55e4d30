package io.pastelli.bench.server;

import io.pastelli.bench.Wire;
import tools.jackson.databind.json.JsonMapper;

/** The JSON workload without a router, with the same JSON library. */
final class BareJson {
    private static final JsonMapper JSON = new JsonMapper();

    private BareJson() {}

    /** Returns the body for a path that begins with {@link Wire#JSON}. */
    static byte[] body(String path) {
        int middle = path.indexOf(Wire.ORDERS, Wire.JSON.length());
        String user = path.substring(Wire.JSON.length(), middle);
        return JSON.writeValueAsBytes(Order.of(user, path.substring(middle + Wire.ORDERS.length())));
    }
}
