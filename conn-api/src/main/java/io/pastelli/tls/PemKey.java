package io.pastelli.tls;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a private key of a PEM file: PKCS#8, and PKCS#1 (RFC 8017) and SEC1 (RFC 5915) by putting PKCS#8 around them. */
final class PemKey {
    private static final byte[] RSA = Der.sequence(Der.oid("1.2.840.113549.1.1.1"), Der.element(0x05));
    private static final String EC = "1.2.840.10045.2.1";
    private static final int PARAMETERS = 0xa0;

    private PemKey() {}

    static PrivateKey read(Path file) {
        List<Pem.Block> blocks = Pem.blocks(file, "openssl pkey -inform der -in " + file + " -out key.pem");
        Pem.Block block = blocks.stream().filter(found -> found.label().endsWith("PRIVATE KEY")).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(file + " holds no private key but "
                        + blocks.stream().map(Pem.Block::label).toList()
                        + ": the certificate is the first argument, the key the second"));
        if (block.encrypted()) {
            throw encrypted(file);
        }
        return switch (block.label()) {
            case "PRIVATE KEY" -> pkcs8(file, block.der());
            case "RSA PRIVATE KEY" -> pkcs8(file, wrapped(RSA, block.der()));
            case "EC PRIVATE KEY" ->
                pkcs8(file, wrapped(Der.sequence(Der.oid(EC), curve(file, block.der())), block.der()));
            case "ENCRYPTED PRIVATE KEY" -> throw encrypted(file);
            case "OPENSSH PRIVATE KEY" -> throw new IllegalArgumentException(file
                    + " is a key of OpenSSH, not of TLS; a copy of it is converted with: ssh-keygen -p -N \"\" -m PKCS8 -f copy");
            default ->
                throw new IllegalArgumentException(file + " holds a key of a kind that TLS does not use, "
                        + block.label() + ": make one with: openssl genpkey -algorithm EC -pkeyopt"
                        + " ec_paramgen_curve:P-256 -out key.pem");
        };
    }

    private static IllegalArgumentException encrypted(Path file) {
        return new IllegalArgumentException("the key in " + file
                + " is encrypted: decrypt it with: openssl pkey -in "
                + file + " -out plain.pem, or keep it in a PKCS#12 file and use Tls.pkcs12(file, password)");
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return Der.sequence(Der.integer(0), algorithm, Der.octets(key));
    }

    private static PrivateKey pkcs8(Path file, byte[] der) {
        return Stream.of("EC", "RSA", "EdDSA", "RSASSA-PSS")
                .flatMap(algorithm -> pkcs8(algorithm, der).stream())
                .findFirst().orElseThrow(() -> new IllegalArgumentException("the key in " + file
                        + " is damaged or of a kind that this JDK does not know; openssl pkey -in " + file
                        + " -noout -text says which. RSA, EC (P-256, P-384, P-521), Ed25519 and Ed448 are known"));
    }

    private static Optional<PrivateKey> pkcs8(String algorithm, byte[] der) {
        try {
            return Optional
                    .of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (GeneralSecurityException e) {
            return Optional.empty(); // of another kind, or damaged
        }
    }

    /** Returns the name of the curve that a SEC1 key says in its optional field: SEQUENCE { 1, OCTET STRING, [0] curve … }. */
    private static byte[] curve(Path file, byte[] sec1) {
        ByteBuffer in = ByteBuffer.wrap(sec1);
        if (in.remaining() > 2 && in.get() == 0x30) {
            length(in);
            while (in.remaining() > 2) {
                int tag = in.get() & 0xff;
                int length = length(in);
                if (length < 0 || length > in.remaining()) {
                    break;
                }
                byte[] content = new byte[length];
                in.get(content);
                if (tag == PARAMETERS) {
                    return content;
                }
            }
        }
        throw new IllegalArgumentException(
                "the key in " + file + " does not say its curve: convert it with: openssl"
                        + " pkcs8 -topk8 -nocrypt -in " + file + " -out key.pem");
    }

    private static int length(ByteBuffer in) {
        int first = in.get() & 0xff;
        int length = first < 0x80 ? first : 0;
        for (int left = first < 0x80 ? 0 : first & 0x7f; left > 0 && in.hasRemaining(); left--) {
            length = length << 8 | (in.get() & 0xff);
        }
        return length;
    }
}
