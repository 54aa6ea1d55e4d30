package io.pastelli.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.BodyRead;
import io.pastelli.conn.Plug;
import io.pastelli.http.Bytes;
import io.pastelli.tls.TlsSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestRequestTest {
    private static final Plug ECHO = conn -> {
        BodyRead body = conn.readBody();
        return conn.text(200, conn.reqHeader("content-type").orElse("") + " "
                + conn.reqHeader("content-length").orElse("") + "\n" + body.bytes().utf8());
    };

    @Test
    void formsAndJsonHaveTheirTypeAndLength() {
        assertThat(TestConn.post("/").form(Map.of("a", Map.of("b", "c d"))).call(ECHO).text())
                .isEqualTo("application/x-www-form-urlencoded 12\na%5Bb%5D=c+d");
        assertThat(TestConn.post("/").json("{\"a\":\"ü\"}").call(ECHO).text())
                .isEqualTo("application/json 10\n{\"a\":\"ü\"}");
    }

    @Test
    void aFormWithFilesIsWrittenAsBrowsersDo() {
        var form = TestMultipart.empty().text("title", "Süd").file("f[]", "a\"\r\n.png", "image/png",
                Bytes.of(new byte[]{0, 13, 10, -1})).part("form-data", "x: y\r\n", Bytes.empty());
        String boundary = "--" + TestMultipart.CONTENT_TYPE.replace("multipart/form-data; boundary=", "");
        assertThat(form.body()).isEqualTo(Bytes.of(concat(boundary
                + "\r\ncontent-disposition: form-data; name=\"title\"\r\n\r\nSüd\r\n" + boundary
                + "\r\ncontent-disposition: form-data; name=\"f[]\"; filename=\"a%22%0D%0A.png\"\r\n"
                + "content-type: image/png\r\n\r\n", new byte[]{0, 13, 10, -1},
                "\r\n" + boundary
                        + "\r\ncontent-disposition: form-data\r\nx: y\r\n\r\n\r\n" + boundary + "--\r\n")));
        assertThat(TestConn.post("/").multipart(form).call(ECHO).text()).startsWith(
                TestMultipart.CONTENT_TYPE + " " + form.body().size() + "\n" + boundary);
    }

    @Test
    void whatComesBeforeChangesTheConnInItsOrder() {
        TestConn done = TestConn.get("/").before(conn -> conn.assign("a", "1"))
                .before(conn -> conn.assign("a", conn.assigns().get("a") + "2"))
                .call(conn -> conn.text(200, String.valueOf(conn.assigns().get("a"))));
        assertThat(done.text()).isEqualTo("12");
    }

    @Test
    void aPlugSeesWhatWasAgreedForTls() {
        var agreed = new TlsSession("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.of("a.test"), List.of());
        Plug told = conn -> conn.putRespCookie("seen", "1").text(200, conn.scheme() + " " + conn.port() + " "
                + conn.tls().map(TlsSession::protocol).orElse("plain"));
        TestConn secure = TestConn.get("/").tls(agreed).call(told);
        assertThat(secure.text()).isEqualTo("https 443 TLSv1.3");
        assertThat(secure.header("set-cookie")).contains("; secure");
        assertThat(secure.conn().tls()).contains(agreed);
        assertThat(secure.conn().peer().local().getPort()).isEqualTo(443);
        assertThat(TestConn.get("/").call(told).text()).isEqualTo("http 80 plain");
    }

    private static byte[] concat(String before, byte[] middle, String after) {
        var all = new java.io.ByteArrayOutputStream();
        all.writeBytes(Bytes.of(before).toByteArray());
        all.writeBytes(middle);
        all.writeBytes(Bytes.of(after).toByteArray());
        return all.toByteArray();
    }
}
