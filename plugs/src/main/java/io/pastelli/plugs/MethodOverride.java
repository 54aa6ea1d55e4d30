package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.conn.Param;
import io.pastelli.conn.Plug;
import java.util.Locale;
import java.util.Set;

/**
 * Lets an HTML form send PUT, PATCH and DELETE: a POST whose parsed body has the parameter {@code _method} of that
 * name, in any case, goes on with that method; every other value is left alone. Plugged after {@link Parsers} and
 * before the router.
 *
 * {@snippet :
 * Plug whole = Plug.pipeline(Parsers.plug(), MethodOverride.plug(), app);
 * }
 */
public final class MethodOverride implements Plug {
    private static final Set<String> METHODS = Set.of("PUT", "PATCH", "DELETE");

    private MethodOverride() {}

    /** Returns the plug. */
    public static Plug plug() {
        return new MethodOverride();
    }

    @Override
    public Conn call(Conn conn) {
        if (!conn.method().equals("POST")) {
            return conn;
        }
        return conn.getPrivate(Conn.BODY_PARAMS).flatMap(params -> params.param("_method"))
                .filter(Param.Text.class::isInstance).flatMap(Param::text)
                .map(name -> name.toUpperCase(Locale.ROOT))
                .filter(METHODS::contains)
                .map(conn::putMethod)
                .orElse(conn);
    }
}
