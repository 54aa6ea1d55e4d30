package io.pastelli.plugs;

import io.pastelli.http.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** The content codings that the JDK can write, the best first. */
enum ContentCoding {
    GZIP, DEFLATE;

    private static final int MOST_CODINGS = 32;

    String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns a stream that compresses into {@code out} and flushes whole chunks. */
    DeflaterOutputStream into(ByteArrayOutputStream out) {
        try {
            return this == GZIP
                    ? new GZIPOutputStream(out, 8192, true)
                    : new DeflaterOutputStream(out, true); // deflate is zlib's format: RFC 9110 section 8.4.1.2
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Bytes whole(Bytes body) {
        var out = new ByteArrayOutputStream(body.size() / 3 + 64);
        try (var stream = into(out)) {
            stream.write(body.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Bytes.of(out.toByteArray());
    }

    /** Returns the coding that a client likes best, of equals the first one here; nothing when it likes none better. */
    static Optional<ContentCoding> preferred(List<String> acceptEncoding) {
        Map<String, Double> qualities = qualities(acceptEncoding);
        double any = qualities.getOrDefault("*", 0.0);
        double best = qualities.getOrDefault("identity", 0.0);
        Optional<ContentCoding> found = Optional.empty();
        for (ContentCoding coding : values()) {
            double quality = qualities.getOrDefault(coding.token(), any);
            if (quality > 0 && (found.isEmpty() ? quality >= best : quality > best)) {
                best = quality;
                found = Optional.of(coding);
            }
        }
        return found;
    }

    private static Map<String, Double> qualities(List<String> values) {
        var found = new HashMap<String, Double>();
        for (String item : String.join(",", values).split(",", MOST_CODINGS + 1)) {
            String[] parts = item.toLowerCase(Locale.ROOT).split(";", -1);
            String name = parts[0].strip();
            if (!name.isEmpty() && found.size() < MOST_CODINGS) {
                found.put(name.equals("x-gzip") ? "gzip" : name,
                        parts.length == 1 ? 1 : quality(parts[1].strip()));
            }
        }
        return found;
    }

    private static double quality(String parameter) {
        return parameter.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")
                ? Double.parseDouble(parameter.substring(2))
                : 0;
    }
}
