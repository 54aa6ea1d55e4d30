package io.pastelli.router;

import io.pastelli.conn.Conn;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpException;
import java.util.Collection;
import java.util.List;

/** What a router answers when no route does (RFC 9110 sections 9.3.7, 15.5.5, 15.5.6 and 15.6.2). */
record Unmatched(RouteTable table, Collection<Route> all) {
    Conn answer(Conn conn, List<String> path) {
        String method = conn.method();
        boolean server = conn.requestPath().equals("*"); // OPTIONS * asks about the whole server
        Collection<Route> known = server ? all : table.accepting(path);
        if (!Methods.registered(method) && all.stream().noneMatch(route -> route.method().equals(method))) {
            throw new HttpException(501, "this method is not known here: use one that RFC 9110 registers");
        }
        if (known.isEmpty() && !server) {
            throw new HttpException(404, "there is nothing at this path: check it");
        }
        String allow = String.join(", ", Methods.allowed(known));
        if (method.equals("OPTIONS")) {
            return conn.putRespHeader("allow", allow).sendResp(204, "");
        }
        throw new HttpException(405, "this path does not answer " + method + ": use " + allow,
                Headers.of("allow", allow));
    }
}
