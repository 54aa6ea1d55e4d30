package io.pastelli.conn;

import java.util.ArrayList;
import java.util.List;

/**
 * A function from {@link Conn} to {@link Conn}: the one shape of middleware, routers and applications.
 *
 * <p>
 * It runs on the request's own virtual thread and may block. It returns a conn that came from the one it was given.
 *
 * {@snippet :
 * Plug poweredBy = conn -> conn.putRespHeader("x-powered-by", "Pastelli");
 * Plug app = Plug.pipeline(poweredBy, conn -> conn.sendResp(200, "hello"));
 * }
 */
@FunctionalInterface
public interface Plug {
    /**
     * Takes a conn and returns the next one.
     *
     * @throws io.pastelli.http.HttpException for an error with a status, which becomes the response
     * @throws Exception anything else; becomes a 500 when nothing was sent, and cuts an open stream
     */
    Conn call(Conn conn) throws Exception;

    /** Returns a plug that calls {@code plugs} in order and stops after one that {@linkplain Conn#halt halts}. */
    static Plug pipeline(Plug... plugs) {
        return pipeline(List.of(plugs));
    }

    /** Returns a plug that calls {@code plugs} in order and stops after one that {@linkplain Conn#halt halts}. */
    static Plug pipeline(List<? extends Plug> plugs) {
        List<Plug> steps = List.copyOf(plugs);
        return conn -> {
            Conn now = conn;
            for (int i = 0; i < steps.size() && !now.halted(); i++) {
                now = NotSentException.requireConn(steps.get(i).call(now.reach()));
            }
            return now;
        };
    }

    /**
     * Calls {@code target} with the first {@code consumed} segments of the path moved to the script name, and restores
     * both afterwards.
     *
     * @throws IllegalArgumentException when the path has fewer segments
     * @throws Exception what {@code target} throws
     */
    static Conn forward(Conn conn, int consumed, Plug target) throws Exception {
        List<String> path = conn.pathInfo();
        if (consumed < 0 || consumed > path.size()) {
            throw new IllegalArgumentException(
                    "cannot consume " + consumed + " of " + path.size() + " path segments");
        }
        var script = new ArrayList<>(conn.scriptName());
        script.addAll(path.subList(0, consumed));
        Conn inner = conn.putPath(script, path.subList(consumed, path.size()));
        return NotSentException.requireConn(target.call(inner.reach())).putPath(conn.scriptName(), path);
    }
}
