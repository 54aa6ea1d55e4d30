package io.pastelli.netty;

import io.pastelli.http.Headers;
import java.util.Optional;

/**
 * What a plug gets to know of a request before its body.
 *
 * @param length the declared length of the body, −1 when it is not declared
 * @param expectsContinue whether the client waits for {@code 100 Continue}
 * @param connectProtocol the {@code :protocol} of an extended CONNECT
 */
record RequestHead(String method, String target, String protocol, Headers headers, long length,
        boolean expectsContinue, Optional<String> connectProtocol) {
    boolean http10() {
        return protocol.equals("HTTP/1.0");
    }
}
