package io.pastelli.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes the text form of certificates and keys (RFC 7468). What it cannot read it says how to convert. */
final class Pem {
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");

    private Pem() {}

    /**
     * One block of a file.
     *
     * @param file where it is
     * @param label what it is said to be: {@code CERTIFICATE}
     * @param body what is between its first and its last line
     */
    record Block(Path file, String label, String body) {
        /** Tells whether its header says that it is encrypted, as OpenSSL did before PKCS#8. */
        boolean encrypted() {
            return body.contains("Proc-Type: 4,ENCRYPTED");
        }

        byte[] der() {
            try {
                return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the " + label + " in " + file + " is damaged: "
                        + e.getMessage(), e);
            }
        }
    }

    /** Returns the blocks of a file, in order; text around them is passed over. */
    static List<Block> blocks(Path file, String convertBinary) {
        String text = read(file);
        var found = new ArrayList<Block>();
        Matcher begin = BEGIN.matcher(text);
        for (int at = 0; begin.find(at);) {
            String label = begin.group(1);
            int end = text.indexOf("-----END " + label + "-----", begin.end());
            if (end < 0) {
                throw new IllegalArgumentException(
                        file + " is cut off: it has no -----END " + label + "-----");
            }
            found.add(new Block(file, label, text.substring(begin.end(), end)));
            at = end;
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " is no PEM file, it has no -----BEGIN line: if it is binary,"
                            + " convert it with: " + convertBinary);
        }
        return found;
    }

    /** Returns the certificates of a file, in order. */
    static List<X509Certificate> certificates(Path file) {
        String convert = "openssl x509 -inform der -in " + file + " -out cert.pem";
        List<Block> blocks = blocks(file, convert);
        var found = new ArrayList<X509Certificate>();
        for (Block block : blocks) {
            if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
                found.add(certificate(block));
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(file + " holds no certificate but "
                    + blocks.stream().map(Block::label).toList()
                    + ": the certificate is the first argument, the key the second");
        }
        return found;
    }

    /** Writes one block. */
    static String text(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "there is no file " + file.toAbsolutePath() + ": for development,"
                            + " Tls.selfSigned() makes a certificate",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file.toAbsolutePath() + ": " + e
                    + " (may the user of this process read it?)", e);
        }
    }

    private static X509Certificate certificate(Block block) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.der()));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "a certificate in " + block.file() + " is damaged: " + e.getMessage(),
                    e);
        }
    }
}
