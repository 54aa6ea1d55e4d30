package io.pastelli.adapter.http1;

import io.pastelli.adapter.ContentLength;
import io.pastelli.adapter.Refusal;
import io.pastelli.adapter.RefusedException;
import io.pastelli.adapter.RequestHead;
import io.pastelli.http.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a request says where its body ends and whether the connection lives on (RFC 9112 sections 6 and 9). */
final class HeadRules {
    private HeadRules() {}

    /** Completes a head; refuses one that can be framed in two ways, which is how requests are smuggled. */
    static RequestHead head(String method, String target, String protocol, Headers headers)
            throws RefusedException {
        boolean http11 = protocol.equals("HTTP/1.1");
        long length = 0;
        boolean close = false;
        boolean keep = false;
        boolean wait = false;
        int hosts = 0;
        for (int i = 0; i < headers.size(); i++) {
            switch (headers.name(i)) {
                case "content-length" -> length = length(headers);
                case "transfer-encoding" -> length = chunked(headers, http11);
                case "connection" -> {
                    String value = headers.value(i).toLowerCase(Locale.ROOT);
                    close |= mentions(value, "close");
                    keep |= mentions(value, "keep-alive");
                }
                case "expect" -> wait = http11 && headers.value(i).equalsIgnoreCase("100-continue");
                case "host" -> hosts++;
                default -> {
                    // no business of the connection
                }
            }
        }
        if (hosts > 1 || (hosts == 0 && http11)) {
            throw new RefusedException(Refusal.MALFORMED); // RFC 9112 section 3.2
        }
        return new RequestHead(method, target, protocol, headers, length, !close && (http11 || keep),
                wait && length != 0, Optional.empty());
    }

    private static long length(Headers headers) throws RefusedException {
        List<String> all = headers.all("content-length");
        String first = all.getFirst();
        long length = ContentLength.parse(first);
        if (length < 0 || !all.stream().allMatch(first::equals) || headers.contains("transfer-encoding")) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        return length;
    }

    private static long chunked(Headers headers, boolean http11) throws RefusedException {
        List<String> all = headers.all("transfer-encoding");
        if (!http11 || all.size() > 1 || !all.getFirst().equalsIgnoreCase("chunked")
                || headers.contains("content-length")) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        return RequestHead.UNDECLARED;
    }

    private static boolean mentions(String list, String token) {
        if (list.equals(token)) {
            return true;
        }
        for (String each : list.split(",", -1)) {
            if (each.strip().equals(token)) {
                return true;
            }
        }
        return false;
    }
}
