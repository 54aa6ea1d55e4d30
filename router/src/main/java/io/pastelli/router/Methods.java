package io.pastelli.router;

import io.pastelli.http.Token;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** What the router knows of methods. */
final class Methods {
    /** The HTTP Method Registry (RFC 9110 section 16.1.1), with QUERY; not CONNECT and PRI, which never reach a plug. */
    private static final Set<String> REGISTERED = Set.of("ACL", "BASELINE-CONTROL", "BIND", "CHECKIN",
            "CHECKOUT",
            "COPY", "DELETE", "GET", "HEAD", "LABEL", "LINK", "LOCK", "MERGE", "MKACTIVITY", "MKCALENDAR",
            "MKCOL",
            "MKREDIRECTREF", "MKWORKSPACE", "MOVE", "OPTIONS", "ORDERPATCH", "PATCH", "POST", "PROPFIND",
            "PROPPATCH",
            "PUT", "QUERY", "REBIND", "REPORT", "SEARCH", "TRACE", "UNBIND", "UNCHECKOUT", "UNLINK", "UNLOCK",
            "UPDATE",
            "UPDATEREDIRECTREF", "VERSION-CONTROL");

    private Methods() {}

    /**
     * Checks a method that a route shall have.
     *
     * @throws IllegalArgumentException for no token, or a registered method in another case
     */
    static void check(String method) {
        if (!Token.is(method) || method.equals(Route.ANY)) {
            throw new IllegalArgumentException("the method \"" + method
                    + "\" is not one: give a name like GET, or use match for all methods");
        }
        String upper = method.toUpperCase(Locale.ROOT);
        if (!upper.equals(method) && registered(upper)) {
            throw new IllegalArgumentException(
                    "methods are case-sensitive: write " + upper + " for " + method);
        }
    }

    static boolean registered(String method) {
        return REGISTERED.contains(method);
    }

    /** The methods that routes answer: GET brings HEAD, the router itself brings OPTIONS. */
    static Set<String> allowed(Collection<Route> routes) {
        var allowed = new LinkedHashSet<String>();
        for (Route route : routes) {
            allowed.add(route.method());
            if (route.method().equals("GET")) {
                allowed.add("HEAD");
            }
        }
        allowed.remove(Route.ANY);
        allowed.add("OPTIONS");
        return allowed;
    }
}
