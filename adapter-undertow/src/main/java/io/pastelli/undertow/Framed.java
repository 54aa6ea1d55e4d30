package io.pastelli.undertow;

import io.pastelli.adapter.Refusal;
import io.pastelli.http.Headers;
import java.util.List;
import java.util.Locale;

/** How a request says where its body ends and whether the connection lives on (RFC 9112 sections 6 and 9). */
final class Framed {
    private static final int MOST_DIGITS = 19;

    private Framed() {}

    /** Completes a head; refuses one that can be framed in two ways, which is how requests are smuggled. */
    static Head head(String method, String target, String protocol, Headers headers) throws Refused {
        boolean http11 = protocol.equals("HTTP/1.1");
        long length = 0;
        boolean close = false;
        boolean keep = false;
        boolean wait = false;
        int hosts = 0;
        for (var field : headers) {
            switch (field.name()) {
                case "content-length" -> length = length(headers);
                case "transfer-encoding" -> length = chunked(headers, http11);
                case "connection" -> {
                    String value = field.value().toLowerCase(Locale.ROOT);
                    close |= mentions(value, "close");
                    keep |= mentions(value, "keep-alive");
                }
                case "expect" -> wait = http11 && field.value().equalsIgnoreCase("100-continue");
                case "host" -> hosts++;
                default -> {
                    // no business of the connection
                }
            }
        }
        if (hosts > 1 || (hosts == 0 && http11)) {
            throw new Refused(Refusal.MALFORMED); // RFC 9112 section 3.2
        }
        return new Head(method, target, protocol, headers, length, !close && (http11 || keep),
                wait && length != 0);
    }

    private static long length(Headers headers) throws Refused {
        List<String> all = headers.all("content-length");
        String first = all.getFirst();
        long length = number(first);
        if (length < 0 || !all.stream().allMatch(first::equals) || headers.contains("transfer-encoding")) {
            throw new Refused(Refusal.MALFORMED);
        }
        return length;
    }

    /** Reads digits only; −1 for anything else, and for more than a long can hold. */
    static long number(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static long chunked(Headers headers, boolean http11) throws Refused {
        List<String> all = headers.all("transfer-encoding");
        if (!http11 || all.size() > 1 || !all.getFirst().equalsIgnoreCase("chunked")
                || headers.contains("content-length")) {
            throw new Refused(Refusal.MALFORMED);
        }
        return Head.CHUNKED;
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
