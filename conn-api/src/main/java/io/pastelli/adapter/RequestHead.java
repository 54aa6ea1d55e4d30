package io.pastelli.adapter;

import io.pastelli.http.Headers;
import java.util.Optional;

/**
 * The head of a request that has passed every check, of any protocol: what a plug gets to know before the body.
 *
 * @param method the method as sent
 * @param target the target as sent, its bytes read as Latin-1
 * @param protocol {@code HTTP/1.0}, {@code HTTP/1.1} or {@code HTTP/2}
 * @param headers the fields as sent, in order
 * @param length the declared length of the body in bytes: 0 for none, {@link #UNDECLARED} for one whose end is marked
 * @param keepAlive whether the client wants the connection kept
 * @param expectsContinue whether the client waits for {@code 100 Continue} (RFC 9110 section 10.1.1)
 * @param connectProtocol the {@code :protocol} of an extended CONNECT (RFC 8441 section 4)
 */
public record RequestHead(String method, String target, String protocol, Headers headers, long length,
        boolean keepAlive, boolean expectsContinue, Optional<String> connectProtocol) {
    /** The length of a body that does not declare one. */
    public static final long UNDECLARED = -1;

    /** Tells whether the client speaks HTTP/1.0. */
    public boolean http10() {
        return protocol.equals("HTTP/1.0");
    }
}
