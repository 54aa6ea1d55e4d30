package io.pastelli.undertow;

import io.pastelli.http.Headers;

/**
 * A request head that has passed every check.
 *
 * @param method the method as sent
 * @param target the target as sent, its bytes read as Latin-1
 * @param protocol {@code HTTP/1.0} or {@code HTTP/1.1}
 * @param headers the fields as sent, in order
 * @param length the declared length of the body: 0 for none, −1 for chunks
 * @param keepAlive whether the client wants the connection kept
 * @param expectsContinue whether the client waits for {@code 100 Continue}
 */
record Head(String method, String target, String protocol, Headers headers, long length, boolean keepAlive,
        boolean expectsContinue) {
    static final long CHUNKED = -1;

    boolean http10() {
        return protocol.equals("HTTP/1.0");
    }
}
