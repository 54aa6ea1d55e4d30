package io.pastelli.router;

import io.pastelli.conn.Conn;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import java.util.List;
import java.util.Set;

/**
 * What a router answers when no route does (RFC 9110 sections 9.3.7, 15.5.5, 15.5.6 and 15.6.2).
 *
 * @param table the routes
 * @param methods what any of them answers
 */
record Unmatched(RouteTable table, Set<String> methods) {
    @SuppressWarnings("StaticAssignmentOfThrowable") // it holds no state and no stack: one serves all
    private static final HttpException NOTHING = new HttpException(404,
            "there is nothing at this path: check it");

    Conn answer(Conn conn, List<String> path) {
        String method = conn.method();
        if (!Methods.registered(method) && !methods.contains(method)) {
            throw new HttpException(501, "this method is not known here: use one that RFC 9110 registers");
        }
        if (Router.serverWide(conn)) {
            return options(conn, String.join(", ", methods));
        }
        List<Route> others = table.accepting(conn, path);
        if (others.isEmpty()) {
            throw NOTHING;
        }
        String allow = String.join(", ", Methods.allowed(others));
        if (method.equals("OPTIONS")) {
            return options(conn, allow);
        }
        throw new HttpException(405, "this path does not answer " + method + ": use " + allow,
                Headers.of("allow", allow));
    }

    private static Conn options(Conn conn, String allow) {
        return conn.putRespHeader("allow", allow).sendResp(204, "");
    }
}
