package io.pastelli.plugs;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of addresses by its first ones in CIDR notation (RFC 4632), and how addresses are read without asking DNS. */
final class Network {
    private static final Pattern V4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern BITS = Pattern.compile("0|[1-9]\\d{0,2}");

    private final byte[] first;
    private final int bits;

    private Network(byte[] first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    /**
     * Returns the range {@code 10.0.0.0/8}, {@code fc00::/7}, or of one address.
     *
     * @throws IllegalArgumentException with the reason for anything else
     */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("\"" + text
                        + "\" is no address range: write one like 10.0.0.0/8, fc00::/7 or 192.0.2.7"))
                .getAddress();
        int most = address.length * 8;
        String length = slash < 0 ? String.valueOf(most) : text.substring(slash + 1);
        int bits = BITS.matcher(length).matches() ? Integer.parseInt(length) : most + 1;
        if (bits > most) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" has no good prefix length: use 0 to " + most);
        }
        for (int bit = bits; bit < most; bit++) {
            if ((address[bit / 8] & 0x80 >> bit % 8) != 0) {
                throw new IllegalArgumentException("\"" + text + "\" has bits set behind its first " + bits
                        + ": write the first address of the range");
            }
        }
        return new Network(address, bits);
    }

    /** Tells whether the address is in the range; one of the other IP version never is. */
    boolean contains(InetAddress address) {
        byte[] asked = address.getAddress();
        if (asked.length != first.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (asked[i] != first[i]) {
                return false;
            }
        }
        int mask = 0xff00 >> bits % 8 & 0xff;
        return mask == 0 || (asked[whole] & mask) == (first[whole] & mask);
    }

    /** Reads an address in its plain form; no name, no zone, no leading zeros, which some read as octal. */
    static Optional<InetAddress> address(String text) {
        boolean plain = text.indexOf(':') < 0 ? V4.matcher(text).matches() : V6.matcher(text).matches();
        if (!plain) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
