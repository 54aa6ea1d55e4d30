package io.pastelli.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A development certificate in a file that only its owner may read, made anew when it is about to expire. */
final class KeptCertificate {
    private static final Duration TOO_SHORT = Duration.ofDays(1);

    private KeptCertificate() {}

    /**
     * Returns the identity in the file, or a new one that is put there.
     *
     * @throws IllegalArgumentException when the file holds something else, which is left as it is
     */
    static Identity in(Path file, List<String> hosts, Instant now) {
        if (Files.exists(file)) {
            Identity kept = Identities.pair(file, file);
            if (!kept.certificate().getSubjectX500Principal().getName().contains(SelfSigned.ORGANISATION)) {
                throw new IllegalArgumentException(file + " holds no development certificate but one of "
                        + kept.certificate().getSubjectX500Principal()
                        + ": serve with it by Tls.pem, or give another file");
            }
            if (SelfSigned.isFor(kept.certificate(), hosts)
                    && now.plus(TOO_SHORT).isBefore(kept.certificate().getNotAfter().toInstant())) {
                return kept;
            }
        }
        Identity made = SelfSigned.make(hosts, now);
        try {
            write(file.toAbsolutePath(), made);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the development certificate in " + file
                    + ": give a file in a folder that exists and may be written", e);
        }
    }

    private static void write(Path file, Identity identity) throws IOException {
        Path folder = file.getParent();
        Files.createDirectories(folder);
        FileAttribute<?>[] ownerOnly = FileSystems.getDefault().supportedFileAttributeViews()
                .contains("posix")
                        ? new FileAttribute<?>[]{
                                PosixFilePermissions
                                        .asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                        : new FileAttribute<?>[0];
        Path whole = Files.createTempFile(folder, "certificate", ".pem", ownerOnly);
        try {
            Files.writeString(whole, Pem.text("CERTIFICATE", encoded(identity))
                    + Pem.text("PRIVATE KEY", identity.key().getEncoded()));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static byte[] encoded(Identity identity) throws IOException {
        try {
            return identity.certificate().getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IOException(e);
        }
    }
}
