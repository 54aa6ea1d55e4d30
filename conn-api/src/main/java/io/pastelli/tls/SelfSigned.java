package io.pastelli.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Makes certificates for development: a P-256 key, signed by itself, for names of this machine (RFC 5280). */
final class SelfSigned {
    /** The organisation in the subject, by which a kept certificate is known again. */
    static final String ORGANISATION = "Pastelli development certificate";
    static final Duration VALID = Duration.ofDays(30);
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final Pattern HOST = Pattern
            .compile("(\\*\\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

    private SelfSigned() {}

    /**
     * Makes a key and its certificate, valid for {@link #VALID} and, for clocks that go slow, the day before.
     *
     * @param hosts host names and literal addresses, lower-case
     */
    static Identity make(List<String> hosts, Instant now) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] algorithm = Der.sequence(Der.oid("1.2.840.10045.4.3.2")); // ecdsa-with-SHA256
            byte[] unsigned = unsigned(pair, hosts, now, algorithm);
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(unsigned);
            byte[] certificate = Der.sequence(unsigned, algorithm, Der.bits(0, signature.sign()));
            return Identity.of(pair.getPrivate(), List.of((X509Certificate) CertificateFactory
                    .getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot make a development certificate", e);
        }
    }

    /** Tells whether a certificate made here is for exactly these hosts. */
    static boolean isFor(X509Certificate certificate, List<String> hosts) {
        byte[] names = certificate.getExtensionValue(ALTERNATIVE_NAMES);
        return names != null && Arrays.equals(names, Der.octets(alternativeNames(hosts)));
    }

    private static byte[] unsigned(KeyPair pair, List<String> hosts, Instant now, byte[] algorithm) {
        byte[] name = Der.sequence(attribute("2.5.4.10", ORGANISATION),
                attribute("2.5.4.3", hosts.getFirst()));
        return Der.sequence(
                Der.element(0xa0, Der.integer(2)), // version 3
                Der.integer(new BigInteger(127, new SecureRandom()).setBit(126)),
                algorithm,
                name,
                Der.sequence(Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(VALID))),
                name,
                pair.getPublic().getEncoded(),
                Der.element(0xa3, Der.sequence(
                        extension("2.5.29.19", Der.yes(), Der.sequence()), // no authority: signs no others
                        extension("2.5.29.15", Der.yes(), Der.bits(7, new byte[]{(byte) 0x80})), // signs
                        extension("2.5.29.37", new byte[0], Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"))), // servers
                        extension(ALTERNATIVE_NAMES, new byte[0], alternativeNames(hosts)))));
    }

    private static byte[] attribute(String oid, String value) {
        return Der.set(Der.sequence(Der.oid(oid), Der.utf8(value)));
    }

    private static byte[] extension(String oid, byte[] critical, byte[] value) {
        return Der.sequence(Der.oid(oid), critical, Der.octets(value));
    }

    private static byte[] alternativeNames(List<String> hosts) {
        return Der.sequence(hosts.stream().map(SelfSigned::alternativeName).toArray(byte[][]::new));
    }

    private static byte[] alternativeName(String host) {
        if (HOST.matcher(host).matches() && !isIpv4(host)) {
            return Der.element(0x82, host.getBytes(StandardCharsets.US_ASCII));
        }
        try {
            return Der.element(0x87, InetAddress.ofLiteral(host).getAddress());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a host name or an IP address: " + host
                    + " (names are given in lower case, without a port, others than ASCII as xn--…)", e);
        }
    }

    private static boolean isIpv4(String host) {
        return host.matches("[0-9.]+");
    }
}
