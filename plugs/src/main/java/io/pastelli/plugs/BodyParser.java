package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import java.io.IOException;

/**
 * Turns bodies of some content types into parameters, for {@link Parsers}.
 *
 * {@snippet :
 * record CsvBody() implements BodyParser {
 *     public boolean accepts(ContentType type) {
 *         return type.is("text", "csv");
 *     }
 *
 *     public Conn parse(Conn conn, ContentType type) throws java.io.IOException {
 *         Bytes csv = Bytes.of(BodyStream.of(conn, 1_000_000).readAllBytes());
 *         return conn.putBodyParams(Params.of(Map.of("csv", new Param.Text(csv.utf8()))));
 *     }
 * }
 * }
 *
 * <p>
 * <b>Threading:</b> one value serves all requests.
 */
public interface BodyParser {
    /** Tells whether this parser reads bodies of {@code type}. */
    boolean accepts(ContentType type);

    /**
     * Reads the body, best through {@link BodyStream}, and returns a conn with its parameters put.
     *
     * @throws io.pastelli.http.HttpException 413 for a body over the parser's limit, 408 when it stops coming, 400 when
     *         it is malformed
     * @throws IOException when the server's own disk fails
     */
    Conn parse(Conn conn, ContentType type) throws IOException;
}
