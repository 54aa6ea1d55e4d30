package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.http.Accept;
import io.pastelli.http.HttpDate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The response for one file that was found: its coding, its conditions, its range. */
record StaticAnswer(StaticOptions options, StaticSource source, List<String> names, StaticFile plain) {
    Conn send(Conn conn) throws IOException {
        Map<String, StaticFile> siblings = siblings();
        String coding = Accept
                .bestCoding(conn.reqHeaders().all("accept-encoding"), List.copyOf(siblings.keySet()))
                .orElse("");
        StaticFile file = siblings.getOrDefault(coding, plain);
        String tag = coding.isEmpty() ? file.tag() : file.tag() + "-" + coding;
        Conn head = head(conn, file, tag);
        if (!siblings.isEmpty()) {
            head = head.updateRespHeader("vary", "accept-encoding", vary -> vary + ", accept-encoding");
        }
        return switch (Preconditions.check(conn.reqHeaders(), tag, file.modified())) {
            case NOT_MODIFIED -> head.sendResp(304, "").halt();
            case FAILED ->
                conn.text(412, "the file is not the one you mean any more: fetch it again\n").halt();
            case SEND -> {
                Conn typed = head.putRespContentType(MediaTypes.of(names.getLast(), options.types()))
                        .putRespHeader("accept-ranges", "bytes");
                yield body(coding.isEmpty() ? typed : typed.putRespHeader("content-encoding", coding), file,
                        tag).halt();
            }
        };
    }

    private Conn head(Conn conn, StaticFile file, String tag) {
        return conn.mergeRespHeaders(options.headers())
                .putRespHeader("cache-control",
                        versioned(conn) ? "public, max-age=31536000, immutable" : options.cacheControl())
                .putRespHeader("etag", '"' + tag + '"')
                .putRespHeader("last-modified", HttpDate.format(file.modified()));
    }

    private Conn body(Conn conn, StaticFile file, String tag) throws IOException {
        boolean asked = conn.method().equals("GET") // a range means nothing to other methods
                && Preconditions.rangeApplies(conn.reqHeaders(), tag, file.modified());
        ByteRange range = asked
                ? conn.reqHeader("range").flatMap(field -> ByteRange.parse(field, file.size())).orElse(null)
                : null;
        if (range == null) {
            return file.send(conn, 200, 0, file.size());
        }
        if (!range.satisfiable()) {
            return conn.putRespHeader("content-range", "bytes */" + file.size())
                    .deleteRespHeader("content-encoding")
                    .text(416, "the file has " + file.size() + " bytes: ask for some of them\n");
        }
        long last = range.first() + range.length() - 1;
        Conn part = conn.putRespHeader("content-range",
                "bytes " + range.first() + "-" + last + "/" + file.size());
        return file.send(part, 206, range.first(), range.length());
    }

    private boolean versioned(Conn conn) {
        return !options.versionParam().isEmpty()
                && conn.queryString().contains(options.versionParam() + "=") // most queries need no decoding
                && conn.queryParam(options.versionParam()).filter(version -> !version.isEmpty()).isPresent();
    }

    /** The codings that lie beside the file; the answer depends on {@code accept-encoding} when there is one. */
    private Map<String, StaticFile> siblings() throws IOException {
        var found = new LinkedHashMap<String, StaticFile>();
        for (String coding : options.encodings()) {
            var sibling = new ArrayList<>(names);
            sibling.set(names.size() - 1, names.getLast() + StaticOptions.suffix(coding));
            Optional<StaticFile> file = source.find(sibling);
            file.ifPresent(there -> found.put(coding, there));
        }
        return found;
    }
}
