package io.pastelli.http;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986 section 2.1), and decoding that refuses what is malformed instead of guessing. */
public final class Percent {
    private static final String SEGMENT_MARKS = "-._~!$&'()*+,;=:@"; // RFC 3986 section 3.3
    private static final String HEX = "0123456789ABCDEF";

    private Percent() {}

    /** Encodes one path segment in UTF-8: a slash too, so that it stays one. */
    public static String encode(String text) {
        var out = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if ((c < 0x80 && Character.isLetterOrDigit(c)) || SEGMENT_MARKS.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }

    /** Encodes a name or value of {@code application/x-www-form-urlencoded} in UTF-8; a blank is {@code +}. */
    public static String encodeForm(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * Decodes one path segment; {@code +} stays a plus.
     *
     * @throws HttpException 400 for a bad escape or bytes that are not UTF-8
     */
    public static String decode(String text) {
        return text.indexOf('%') < 0 && ascii(text) ? text : decode(text, false);
    }

    /**
     * Decodes a name or value of {@code application/x-www-form-urlencoded}; {@code +} is a blank.
     *
     * @throws HttpException 400 for a bad escape or bytes that are not UTF-8
     */
    public static String decodeForm(String text) {
        return text.indexOf('%') < 0 && text.indexOf('+') < 0 && ascii(text) ? text : decode(text, true);
    }

    private static String decode(String text, boolean plusIsBlank) {
        var out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                boolean whole = i + 2 < text.length();
                int high = whole ? hex(text.charAt(i + 1)) : -1;
                int low = whole ? hex(text.charAt(i + 2)) : -1;
                if (high < 0 || low < 0) {
                    throw bad("a % is not followed by two hexadecimal digits");
                }
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(c == '+' && plusIsBlank ? ' ' : c); // servers hand octets on as Latin-1
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(out.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            throw bad("its octets are not UTF-8");
        }
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1; // Character.digit alone also takes full-width digits
    }

    private static boolean ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static HttpException bad(String why) {
        return new HttpException(400,
                "the request is malformed: " + why + "; escape it as RFC 3986 says");
    }
}
