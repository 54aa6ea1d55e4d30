package io.pastelli.netty;

import io.pastelli.tls.Tls;

/** A self-signed certificate for localhost, made once. */
final class Certificate {
    private Certificate() {}

    /** Holds the one that all tests share. */
    private static final class Holder {
        static final Tls TLS = Tls.selfSigned("localhost", "127.0.0.1");
    }

    static Tls tls() {
        return Holder.TLS;
    }
}
