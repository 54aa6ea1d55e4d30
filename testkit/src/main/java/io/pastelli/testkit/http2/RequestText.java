package io.pastelli.testkit.http2;

import io.pastelli.http.Headers.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads well-formed requests of HTTP/1.x as they are written, and hands on what they mean. Used by one writer. */
final class RequestText {
    private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "transfer-encoding", "host",
            "keep-alive", "proxy-connection", "upgrade");

    private enum Part {
        HEAD, BODY, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILERS, TUNNEL
    }

    private final Streams streams;
    private final String scheme;
    private final StringBuilder line = new StringBuilder();
    private Part part = Part.HEAD;
    private long left;

    RequestText(Streams streams, String scheme) {
        this.streams = streams;
        this.scheme = scheme;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (part == Part.TUNNEL) {
                streams.data(bytes, at, end - at, false);
                return;
            }
            if (part == Part.BODY || part == Part.CHUNK) {
                int some = (int) Math.min(left, end - at);
                left -= some;
                boolean last = part == Part.BODY && left == 0;
                streams.data(bytes, at, some, last);
                at += some;
                if (left == 0) {
                    part = last ? Part.HEAD : Part.CHUNK_END;
                }
            } else {
                line.append((char) (bytes[at++] & 0xff));
                String mark = part == Part.HEAD ? "\r\n\r\n" : "\r\n";
                if (line.indexOf(mark) >= 0 || (part == Part.TRAILERS && line.toString().equals("\r\n"))) {
                    whole();
                }
            }
        }
    }

    private void whole() throws IOException {
        String text = line.toString();
        switch (part) {
            case HEAD -> head(text);
            case CHUNK_SIZE -> {
                left = Long.parseLong(text.replaceFirst(";.*", "").strip(), 16);
                part = left == 0 ? Part.TRAILERS : Part.CHUNK;
            }
            case CHUNK_END -> part = Part.CHUNK_SIZE;
            default -> {
                if (!text.equals("\r\n") && !text.endsWith("\r\n\r\n")) {
                    return; // more trailers may follow
                }
                List<Field> trailers = fields(text.strip().lines().toList());
                if (trailers.isEmpty()) {
                    streams.data(new byte[0], 0, 0, true);
                } else {
                    streams.trailers(trailers);
                }
                part = Part.HEAD;
            }
        }
        line.setLength(0);
    }

    private void head(String text) throws IOException {
        List<String> lines = text.strip().lines().toList();
        String[] start = lines.getFirst().split(" ", -1);
        if (start.length != 3) {
            throw new IllegalArgumentException("a gateway passes on no malformed head: " + lines.getFirst());
        }
        List<Field> given = fields(lines.subList(1, lines.size()));
        if (start[0].equals("GET") && given.contains(new Field("upgrade", "websocket"))) {
            part = Part.TUNNEL;
            streams.open(Tunnel.METHOD, Tunnel.connect(scheme, start[1], given), false, false);
            return;
        }
        var block = new ArrayList<>(List.of(new Field(":method", start[0]), new Field(":scheme", scheme),
                new Field(":path", start[1])));
        given.stream().filter(field -> field.name().equals("host"))
                .forEach(field -> block.add(new Field(":authority", field.value())));
        given.stream().filter(field -> !OF_THE_CONNECTION.contains(field.name())).forEach(block::add);
        boolean chunked = given.stream().anyMatch(field -> field.name().equals("transfer-encoding"));
        left = given.stream().filter(field -> field.name().equals("content-length"))
                .mapToLong(field -> Long.parseLong(field.value())).findFirst().orElse(0);
        part = chunked ? Part.CHUNK_SIZE : left > 0 ? Part.BODY : Part.HEAD;
        boolean closes = given.contains(new Field("connection", "close")) || start[2].equals("HTTP/1.0");
        streams.open(start[0], block, part == Part.HEAD, closes);
    }

    private static List<Field> fields(List<String> lines) {
        return lines.stream().map(each -> {
            int colon = each.indexOf(':');
            return new Field(each.substring(0, colon).toLowerCase(Locale.ROOT),
                    each.substring(colon + 1).strip());
        }).toList();
    }
}
