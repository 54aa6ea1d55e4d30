package io.pastelli.testkit.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Huffman coding of header strings (RFC 7541 section 5.2 and appendix B), only its decoding. */
final class Huffman {
    private static final int SHORTEST = 5;
    private static final int LONGEST = 30;
    private static final int END = 256;
    /** The length of the code of each symbol, 'A' for 5 bits; the code is canonical, so that lengths say it all. */
    private static final String LENGTHS = "ISXXXXXXXTZXXZXXXXXXXXZXXXXXXXXXBFFHIBDGFFDGDBBBAAABBBBBBBCDKBHF"
            + "IBCCCCCCCCCCCCCCCCCCCCCCDCDIOIJBKABABABBBACCBBBABCBAABCCCCCKGJIX"
            + "PRPPRRRSRSSSSSTSTTRSTSSSSQRSRSSTRQPRRSSQSRRTQRSSQQRQSRSSPRRRSRRS"
            + "VVPORSRUVVVWWVTUOQVWWVWTQQVVXWWWPTPQRQQSRRUUTTVSVWVVWWWWWXWWWWWVZ";
    /** The symbols in the order of their codes, and per length the first code and where its symbol stands. */
    private static final int[] SYMBOLS = new int[LENGTHS.length()];
    private static final int[] FIRST = new int[LONGEST + 2];
    private static final int[] START = new int[LONGEST + 2];

    static {
        int at = 0;
        int code = 0;
        for (int length = SHORTEST; length <= LONGEST; length++) {
            code <<= 1;
            FIRST[length] = code;
            START[length] = at;
            for (int symbol = 0; symbol < LENGTHS.length(); symbol++) {
                if (LENGTHS.charAt(symbol) - 'A' + SHORTEST == length) {
                    SYMBOLS[at++] = symbol;
                    code++;
                }
            }
        }
        START[LONGEST + 1] = at;
    }

    private Huffman() {}

    /**
     * Decodes one string.
     *
     * @throws IOException when the padding is no prefix of the end symbol's code, or longer than 7 bits
     */
    static String decode(byte[] bytes) throws IOException {
        var text = new ByteArrayOutputStream(bytes.length * 2);
        int code = 0;
        int length = 0;
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            code = (code << 1) | ((bytes[bit / 8] >> (7 - bit % 8)) & 1);
            length++;
            int symbol = symbol(code, length);
            if (symbol == END || length > LONGEST) {
                throw new IOException("a header string has the end symbol in it: " + Arrays.toString(bytes));
            }
            if (symbol >= 0) {
                text.write(symbol);
                code = 0;
                length = 0;
            }
        }
        if (length > 7 || code != (1 << length) - 1) {
            throw new IOException("the padding of a header string is wrong: " + Arrays.toString(bytes));
        }
        return text.toString(ISO_8859_1);
    }

    private static int symbol(int code, int length) {
        if (length < SHORTEST || length > LONGEST) {
            return -1;
        }
        int index = START[length] + code - FIRST[length];
        return code >= FIRST[length] && index < START[length + 1] ? SYMBOLS[index] : -1;
    }
}
