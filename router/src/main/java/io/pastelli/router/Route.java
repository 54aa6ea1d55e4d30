package io.pastelli.router;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Plug;
import java.util.List;

/**
 * One line of the table.
 *
 * @param method the method, {@link #ANY} for all
 * @param pattern the paths
 * @param plug what answers
 * @param order the place in the definition; the lowest that matches wins
 * @param name what {@link Router#path} calls it; {@code ""} for none
 * @param given what else it asks and gives
 */
record Route(String method, PathPattern pattern, Plug plug, int order, String name, Given given) {
    static final String ANY = "*";

    Route(String method, PathPattern pattern, Plug plug, int order) {
        this(method, pattern, plug, order, "", Given.NOTHING);
    }

    /** Tells whether this route takes a method; GET takes HEAD too. */
    boolean answers(String asked) {
        return answers(method, asked);
    }

    static boolean answers(String method, String asked) {
        return method.equals(asked) || method.equals(ANY) || (method.equals("GET") && asked.equals("HEAD"));
    }

    /** Tells whether host, guards and the like let the request in. */
    boolean admits(Conn conn, List<String> path) {
        return given.admits(conn, pattern, path);
    }

    @Override
    public String toString() {
        return label(method) + " " + pattern.template();
    }

    /** A method as printed. */
    static String label(String method) {
        return method.equals(ANY) ? "ANY" : method;
    }
}
