package io.pastelli.plugs;

import io.pastelli.conn.Param;
import io.pastelli.conn.Params;
import io.pastelli.http.HttpException;
import io.pastelli.http.Percent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes parameters of the parts of one body. */
final class MultipartForm {
    private final MultipartReader reader;
    private final MultipartBody limits;
    private final Uploads uploads;
    private final List<Map.Entry<String, Param>> found = new ArrayList<>();
    private int texts;

    MultipartForm(MultipartReader reader, MultipartBody limits, Uploads uploads) {
        this.reader = reader;
        this.limits = limits;
        this.uploads = uploads;
    }

    Params read() throws IOException {
        int parts = 0;
        for (Optional<Map<String, String>> part = reader.next(); part.isPresent(); part = reader.next()) {
            if (++parts > limits.parts()) {
                throw new HttpException(413,
                        "the body has more than " + limits.parts() + " parts: send fewer");
            }
            part(part.get());
        }
        return Params.ofPairs(found);
    }

    private void part(Map<String, String> headers) throws IOException {
        FieldValue disposition = Optional.ofNullable(headers.get("content-disposition"))
                .map(value -> FieldValue.parse(value).orElseThrow(
                        () -> new HttpException(400, "a part's content-disposition is malformed")))
                .orElse(new FieldValue("", Map.of()));
        Optional<String> name = Optional.ofNullable(disposition.params().get("name"));
        Optional<String> filename = filename(disposition.params());
        if (name.isEmpty() || filename.filter(String::isEmpty).isPresent()) {
            reader.body(OutputStream.nullOutputStream());
        } else if (filename.isPresent()) {
            found.add(Map.entry(name.get(), uploads.receive(reader, filename.get(),
                    Optional.ofNullable(headers.get("content-type")))));
        } else {
            found.add(Map.entry(name.get(), new Param.Text(text())));
        }
    }

    private String text() throws IOException {
        var bytes = new Bounded(limits.textLength() - texts, limits.textLength());
        reader.body(bytes);
        texts += bytes.size();
        return utf8(bytes.toByteArray(), "a text of the form");
    }

    static String utf8(byte[] bytes, String what) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new HttpException(400, what + " is not UTF-8: encode it so");
        }
    }

    /** {@code filename*=UTF-8''na%C3%AFve.txt} (RFC 8187) counts more than {@code filename}. */
    private static Optional<String> filename(Map<String, String> params) {
        String extended = params.get("filename*");
        if (extended == null) {
            return Optional.ofNullable(params.get("filename"));
        }
        int charset = extended.indexOf('\'');
        int language = extended.indexOf('\'', charset + 1);
        if (language < 0 || !extended.substring(0, charset).equalsIgnoreCase("utf-8")) {
            throw new HttpException(400,
                    "a part's filename* is malformed: send UTF-8''name, percent-encoded");
        }
        return Optional.of(Percent.decode(extended.substring(language + 1)));
    }

    /** Texts in memory, up to what is left for them. */
    private static final class Bounded extends ByteArrayOutputStream {
        private final int left;
        private final int all;

        Bounded(int left, int all) {
            this.left = left;
            this.all = all;
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            if (size() + length > left) {
                throw new HttpException(413,
                        "the texts of the form have more than " + all + " bytes: send less");
            }
            super.write(bytes, from, length);
        }
    }
}
