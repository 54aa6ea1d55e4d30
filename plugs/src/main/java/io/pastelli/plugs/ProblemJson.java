package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.JsonCodec;
import io.pastelli.conn.Plug;
import io.pastelli.http.Percent;
import io.pastelli.http.Status;
import java.util.LinkedHashMap;
import java.util.Set;

/**
 * Renders errors as {@code application/problem+json} (RFC 9457), for APIs.
 *
 * <p>
 * {@code title} is the status's name and {@code detail} the message of an {@code HttpException}; of other exceptions
 * nothing is told. A {@link ProblemException} adds a type and further members; those named as the standard ones are left
 * out. When {@link RequestId} was plugged before, {@code requestId} is there, and {@code instance} names this occurrence:
 * the path, {@code #} and that id, or what a {@code ProblemException} has for it. Without an id there is no
 * {@code instance}: a path alone names no occurrence. Never cached.
 *
 * {@snippet :
 * Plug api = io.pastelli.plugs.ProblemJson.plug(app);
 * }
 */
public final class ProblemJson {
    private static final Set<String> STANDARD = Set.of("type", "title", "status", "detail");

    private ProblemJson() {}

    /** Returns {@code inner} with its errors rendered as problems. */
    public static Plug plug(Plug inner) {
        return ErrorHandler.plug(inner, renderer());
    }

    /** Returns the renderer, for an {@link ErrorHandler} with options. */
    public static ErrorHandler.Renderer renderer() {
        return ProblemJson::render;
    }

    /**
     * Returns a renderer that gives problems to clients that like JSON better than HTML, and {@code pages} to others.
     */
    public static ErrorHandler.Renderer or(ErrorHandler.Renderer pages) {
        return (conn, failure) -> conn.accepts("text/html", "application/problem+json", "application/json")
                .orElse("text/html").endsWith("json")
                        ? render(conn, failure)
                        : pages.render(conn, failure);
    }

    private static Conn render(Conn conn, Failure failure) {
        var members = new LinkedHashMap<String, Object>();
        boolean problem = failure.error() instanceof ProblemException;
        if (failure.error() instanceof ProblemException special) {
            if (!special.type().toString().equals("about:blank")) {
                members.put("type", special.type().toString());
            }
            members.put("title", special.title());
        }
        if (!problem) {
            members.put("title", Status.reason(failure.status()));
        }
        members.put("status", failure.status());
        members.put("detail", failure.sentence());
        RequestId.of(conn).ifPresent(id -> {
            members.put("instance", occurrence(conn.requestPath(), id));
            members.put("requestId", id);
        });
        if (failure.error() instanceof ProblemException special) {
            special.extensions().forEach((name, value) -> {
                if (!STANDARD.contains(name)) {
                    members.put(name, value);
                }
            });
        }
        return conn.putRespHeader("content-type", "application/problem+json")
                .putRespHeader("cache-control", "no-store")
                .sendResp(failure.status(), JsonCodec.found().write(members));
    }

    /** One slash in front, so that no path reads as another host (RFC 3986 section 4.2). */
    private static String occurrence(String path, String id) {
        return "/" + path.replaceFirst("^/+", "") + "#" + Percent.encode(id);
    }
}
