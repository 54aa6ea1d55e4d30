package io.pastelli.testkit.tck;

import java.nio.ByteBuffer;

/** The first bytes of TLS clients, made by hand, for those that no TLS library would send. */
final class ClientHello {
    private static final int[] CIPHERS = {0xc02b, 0xc02f, 0xc009, 0xc013, 0xc014, 0x002f, 0x0035};

    private ClientHello() {}

    /** Returns a well-formed one (RFC 5246 section 7.4.1.2) of an old version: 0x0302 is TLS 1.1. */
    static byte[] ofVersion(int version) {
        var hello = ByteBuffer.allocate(512);
        hello.put((byte) 22).putShort((short) version).putShort((short) 0);
        hello.put((byte) 1).put((byte) 0).putShort((short) 0);
        hello.putShort((short) version).put(new byte[32]).put((byte) 0);
        hello.putShort((short) (CIPHERS.length * 2));
        for (int cipher : CIPHERS) {
            hello.putShort((short) cipher);
        }
        hello.put((byte) 1).put((byte) 0);
        // supported groups and signature algorithms, so that nothing but the version is at fault
        hello.putShort((short) 20);
        hello.putShort((short) 10).putShort((short) 4).putShort((short) 2).putShort((short) 23);
        hello.putShort((short) 13).putShort((short) 8).putShort((short) 6).putShort((short) 0x0403)
                .putShort((short) 0x0401).putShort((short) 0x0203);
        int length = hello.position();
        hello.putShort(3, (short) (length - 5)).putShort(7, (short) (length - 9));
        return java.util.Arrays.copyOf(hello.array(), length);
    }
}
