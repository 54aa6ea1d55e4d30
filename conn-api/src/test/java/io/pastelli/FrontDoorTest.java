package io.pastelli;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.pastelli.conn.Plug;
import io.pastelli.tls.Tls;
import org.junit.jupiter.api.Test;

class FrontDoorTest {
    private final Plug app = conn -> conn.sendResp(200, "hello");

    @Test
    void httpsWithoutACertificateSaysHowToGetOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> Pastelli.https(app, ServerOptions.port(0)))
                .withMessageContaining("Tls.pem(certificate, key)").withMessageContaining("Tls.selfSigned()");
    }

    @Test
    void aSecondPortWithoutTlsOnTheFirstIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pastelli.http(app, ServerOptions.port(0).alsoHttp(4001)))
                .withMessageContaining("alsoHttp(4001)").withMessageContaining("ServerOptions.tls");
    }

    @Test
    void portsThatDoNotExistAreRefused() {
        var options = ServerOptions.port(0).tls(Tls.selfSigned()).alsoHttp(70_000);
        assertThatIllegalArgumentException().isThrownBy(() -> Pastelli.https(app, options))
                .withMessageContaining("port 70000 does not exist");
    }

    @Test
    void httpsNeedsAnAdapterToo() {
        assertThatIllegalStateException().isThrownBy(() -> Pastelli.https(app, 0, Tls.selfSigned()))
                .withMessageContaining("pastelli-netty");
    }
}
