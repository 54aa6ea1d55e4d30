package io.pastelli.push.bayeux.transport;

import io.pastelli.conn.Conn;
import io.pastelli.http.Bytes;
import io.pastelli.http.HttpException;
import java.util.regex.Pattern;

/** How an array of messages becomes a response. */
sealed interface Format {
    /** Puts the headers. */
    Conn head(Conn conn);

    /** Makes the body. */
    Bytes body(Bytes array);

    /** Sends. */
    default Conn send(Conn conn, Bytes array) {
        return head(conn).sendResp(200, body(array));
    }

    /** {@code application/json}. */
    record JsonArray() implements Format {
        @Override
        public Conn head(Conn conn) {
            return conn.putRespHeader("content-type", "application/json; charset=utf-8")
                    .putRespHeader("cache-control", "no-cache, no-store");
        }

        @Override
        public Bytes body(Bytes array) {
            return array;
        }
    }

    /**
     * A script that calls a function of the page's. The name is checked, the comment in front keeps the response from
     * being taken for anything else, and what ends a script or a line in JavaScript is escaped.
     *
     * @param callback the function
     */
    record JsonP(String callback) implements Format {
        private static final int LONGEST = 64;
        private static final Pattern NAME = Pattern.compile("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*");

        /** Checks the name. */
        public JsonP {
            if (callback.length() > LONGEST || !NAME.matcher(callback).matches()) {
                throw new HttpException(400,
                        "the callback has to be the name of a function, of at most 64 characters");
            }
        }

        @Override
        public Conn head(Conn conn) {
            return conn.putRespHeader("content-type", "text/javascript; charset=utf-8")
                    .putRespHeader("cache-control", "no-cache, no-store")
                    .putRespHeader("x-content-type-options", "nosniff")
                    .putRespHeader("content-disposition", "attachment; filename=f.txt");
        }

        @Override
        public Bytes body(Bytes array) {
            String safe = array.utf8().replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("<",
                    "\\u003c");
            return Bytes.of("/**/" + callback + "(" + safe + ");");
        }
    }
}
