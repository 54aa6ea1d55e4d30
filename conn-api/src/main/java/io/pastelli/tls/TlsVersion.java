package io.pastelli.tls;

import java.util.Arrays;
import java.util.Comparator;

/** The versions of TLS that are spoken; older ones are not safe (RFC 8996). */
public enum TlsVersion {
    /** RFC 5246. */
    TLS_1_2("TLSv1.2"),
    /** RFC 8446. */
    TLS_1_3("TLSv1.3");

    private final String standardName;

    TlsVersion(String standardName) {
        this.standardName = standardName;
    }

    /** Returns the name the JDK uses: {@code TLSv1.3}. */
    public String standardName() {
        return standardName;
    }

    /** Returns this and the newer ones by their standard names, the newest first. */
    String[] andNewer() {
        return Arrays.stream(values()).filter(each -> each.compareTo(this) >= 0)
                .sorted(Comparator.reverseOrder())
                .map(TlsVersion::standardName).toArray(String[]::new);
    }
}
