package io.pastelli.examples.web;

import io.pastelli.tls.Tls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes clients that trust one server's own certificate. */
final class Trust {
    private Trust() {}

    static SSLContext in(Tls tls) {
        try {
            var keys = tls.keyManager();
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("server",
                    keys.getCertificateChain(keys.getServerAliases("EC", null)[0])[0]);
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
