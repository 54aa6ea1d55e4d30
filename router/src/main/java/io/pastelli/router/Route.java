package io.pastelli.router;

import io.pastelli.conn.Plug;

/**
 * One line of the table.
 *
 * @param method the method, {@link #ANY} for all
 * @param pattern the paths
 * @param plug what answers
 * @param order the place in the definition; the lowest that matches wins
 */
record Route(String method, PathPattern pattern, Plug plug, int order) {
    static final String ANY = "*";

    /** Tells whether this route takes a method; GET takes HEAD too. */
    boolean answers(String asked) {
        return method.equals(asked) || method.equals(ANY) || (method.equals("GET") && asked.equals("HEAD"));
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
