package io.pastelli.testkit;

import io.pastelli.http.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A {@code multipart/form-data} body to test with, as a browser writes it (RFC 7578); for
 * {@link TestRequest#multipart}. Immutable.
 *
 * {@snippet :
 * var form = TestMultipart.empty().text("title", "Sea").file("photo", "sea.png", "image/png", Bytes.of("…"));
 * assertEquals(200, TestConn.post("/photos").multipart(form).call(app).status());
 * }
 *
 * @param bytes the parts so far
 */
public record TestMultipart(Bytes bytes) {
    private static final String BOUNDARY = "----PastelliTestBoundary7MA4YWxkTrZu0gW";
    /** The content type of such a body. */
    public static final String CONTENT_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    /** Returns a form without parts. */
    public static TestMultipart empty() {
        return new TestMultipart(Bytes.empty());
    }

    /** Adds a text, in UTF-8. */
    public TestMultipart text(String name, String value) {
        return part("form-data; name=" + quoted(name), "", Bytes.of(value));
    }

    /** Adds a file; names are escaped as browsers do. */
    public TestMultipart file(String name, String filename, String contentType, Bytes content) {
        return part("form-data; name=" + quoted(name) + "; filename=" + quoted(filename),
                "content-type: " + contentType + "\r\n", content);
    }

    /**
     * Adds a part as it is, for what browsers do not send.
     *
     * @param disposition the value of {@code content-disposition}
     * @param headers other header lines, each with its CRLF
     * @param content the content
     */
    public TestMultipart part(String disposition, String headers, Bytes content) {
        return new TestMultipart(joined("--" + BOUNDARY + "\r\ncontent-disposition: " + disposition + "\r\n"
                + headers + "\r\n", content, "\r\n"));
    }

    /** Returns the whole body, with its last boundary. */
    public Bytes body() {
        return joined("--" + BOUNDARY + "--\r\n", Bytes.empty(), "");
    }

    private Bytes joined(String before, Bytes content, String after) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(bytes.toByteArray());
        all.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(content.toByteArray());
        all.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return Bytes.of(all.toByteArray());
    }

    private static String quoted(String name) {
        return '"' + name.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22") + '"';
    }
}
