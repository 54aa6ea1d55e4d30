package io.pastelli.plugs;

import io.pastelli.conn.Conn;
import io.pastelli.http.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What {@link DebugPage} shows, in HTML or in plain text.
 *
 * @param conn the conn as it was
 * @param failure what went wrong
 * @param sources where source files are
 */
record DebugReport(Conn conn, Failure failure, SourceLines sources) {
    private static final Pattern SECRET = Pattern
            .compile("(?i).*(auth|cookie|token|secret|passw|passwd|pwd|session|csrf|"
                    + "xsrf|credential|signature|api-?_?key|private|otp|pin\\b|code\\b|state\\b).*");
    private static final String HIDDEN = "(hidden)";
    private static final int MOST_FRAMES = 60;
    private static final int MOST_CAUSES = 8;
    private static final int LONGEST = 1_000;
    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;margin:0;color:#222;background:#fafafa}\
            header{background:#7a1f2b;color:#fff;padding:1.2rem 2rem}header p{margin:.3rem 0 0;white-space:pre-wrap}\
            h1{font-size:1.3rem;margin:0}h2{font-size:1rem;margin:1.6rem 0 .4rem}main{padding:0 2rem 3rem}\
            table{border-collapse:collapse}td{padding:.1rem 1rem .1rem 0;vertical-align:top;word-break:break-word}\
            td:first-child{color:#666}code,pre{font:13px/1.45 ui-monospace,monospace}pre{background:#fff;border:1px solid #ddd;\
            padding:.5rem;overflow:auto;margin:.2rem 0 .6rem}pre b{display:block;background:#fde6e8}\
            @media(prefers-color-scheme:dark){body{background:#181818;color:#ddd}pre{background:#222;border-color:#444}\
            pre b{background:#5a1f28}td:first-child{color:#aaa}}""";

    String html() {
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>");
        page.append(Html.escape(heading())).append("</title><style>").append(STYLE)
                .append("</style><header><h1>")
                .append(Html.escape(heading())).append("</h1><p>")
                .append(Html.escape(summary(failure.error())))
                .append("</p></header><main>");
        int depth = 0;
        for (Throwable error : causes()) {
            page.append("<h2>").append(depth++ == 0 ? "Stack" : "Caused by " + Html.escape(summary(error)))
                    .append("</h2>");
            for (StackTraceElement frame : frames(error)) {
                page.append("<div><code>").append(Html.escape(frame.toString())).append("</code></div>");
                source(page, frame);
            }
        }
        sections().forEach((title, rows) -> {
            page.append("<h2>").append(Html.escape(title)).append("</h2><table>");
            rows.forEach(
                    (name, value) -> page.append("<tr><td>").append(Html.escape(name)).append("<td><code>")
                            .append(Html.escape(value)).append("</code>"));
            page.append("</table>");
        });
        return page.append("</main></html>\n").toString();
    }

    String text() {
        var page = new StringBuilder(heading()).append("\n").append(summary(failure.error())).append('\n');
        int depth = 0;
        for (Throwable error : causes()) {
            page.append('\n').append(depth++ == 0 ? "Stack" : "Caused by " + summary(error)).append('\n');
            for (StackTraceElement frame : frames(error)) {
                page.append("  at ").append(frame).append('\n');
                sources.around(frame).stream().filter(SourceLines.Line::here)
                        .forEach(line -> page.append("     | ").append(line.text().strip()).append('\n'));
            }
        }
        sections().forEach((title, rows) -> {
            page.append('\n').append(title).append('\n');
            rows.forEach(
                    (name, value) -> page.append("  ").append(name).append(": ").append(value).append('\n'));
        });
        return page.toString();
    }

    private void source(StringBuilder page, StackTraceElement frame) {
        List<SourceLines.Line> lines = sources.around(frame);
        if (!lines.isEmpty()) {
            page.append("<pre>");
            for (SourceLines.Line line : lines) {
                String text = Html.escape(line.number() + "  " + line.text());
                page.append(line.here() ? "<b>" + text + "</b>" : text + "\n");
            }
            page.append("</pre>");
        }
    }

    private String heading() {
        return failure.status() + " " + Status.reason(failure.status()) + " at " + conn.method() + " "
                + conn.requestPath();
    }

    private static String summary(Throwable error) {
        return error.getClass().getName() + (error.getMessage() == null ? "" : ": " + error.getMessage());
    }

    /** The error and what is behind it; a ring of causes ends. */
    private List<Throwable> causes() {
        var found = new ArrayList<Throwable>();
        for (Throwable error = failure.error(); error != null
                && found.size() < MOST_CAUSES; error = error.getCause()) {
            found.add(error);
        }
        return found;
    }

    private static List<StackTraceElement> frames(Throwable error) {
        List<StackTraceElement> all = List.of(error.getStackTrace());
        return all.subList(0, Math.min(all.size(), MOST_FRAMES));
    }

    private Map<String, Map<String, String>> sections() {
        var sections = new LinkedHashMap<String, Map<String, String>>();
        var request = new LinkedHashMap<String, String>();
        request.put("method", conn.method());
        request.put("url", conn.scheme() + "://" + conn.host() + ":" + conn.port() + conn.requestPath());
        request.put("protocol", conn.protocol());
        request.put("client", conn.remoteAddress().getHostAddress());
        request.put("state", String.valueOf(conn.state()));
        RequestId.of(conn).ifPresent(id -> request.put("request id", id));
        sections.put("Request", request);
        var fields = new TreeMap<String, String>();
        conn.reqHeaders().forEach(field -> fields.merge(field.name(), visible(field.name(), field.value()),
                (one, two) -> one + ", " + two));
        sections.put("Request fields", fields);
        sections.put("Path parameters", hidden(conn.pathParams()));
        sections.put("Query", hidden(query()));
        var assigned = new TreeMap<String, String>();
        conn.assigns().forEach((name, value) -> assigned.put(name, value.getClass().getName()));
        sections.put("Assigned (types)", assigned);
        sections.values().removeIf(Map::isEmpty);
        return sections;
    }

    /** Split by hand: decoding may be what failed. */
    private Map<String, String> query() {
        var found = new LinkedHashMap<String, String>();
        for (String pair : conn.queryString().split("&", 100)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                found.put(equals < 0 ? pair : pair.substring(0, equals),
                        equals < 0 ? "" : pair.substring(equals + 1));
            }
        }
        return found;
    }

    private static Map<String, String> hidden(Map<String, String> values) {
        var shown = new TreeMap<String, String>();
        values.forEach((name, value) -> shown.put(name, visible(name, value)));
        return shown;
    }

    private static String visible(String name, String value) {
        if (SECRET.matcher(name).matches()) {
            return HIDDEN;
        }
        if (name.equals("referer") && value.indexOf('?') >= 0) {
            return value.substring(0, value.indexOf('?')) + "?" + HIDDEN; // the query of another page
        }
        return value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
    }
}
