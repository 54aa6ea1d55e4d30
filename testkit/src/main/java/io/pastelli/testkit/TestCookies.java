package io.pastelli.testkit;

import io.pastelli.http.Cookies;
import io.pastelli.http.Headers;
import io.pastelli.http.HttpDate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The cookies of one client, kept and sent as browsers do (RFC 6265 section 5): by path and age. There is one host, and
 * it counts as safe, so domains make no difference and {@code secure} cookies are sent.
 *
 * <p>
 * <b>Threading:</b> guarded by its own monitor.
 */
final class TestCookies {
    private record Kept(String name, String value, String path, Instant until) {
        boolean goesTo(String to) {
            return to.equals(path)
                    || (to.startsWith(path) && (path.endsWith("/") || to.charAt(path.length()) == '/'));
        }
    }

    private final InstantSource clock;
    // guarded by this
    private final List<Kept> kept = new ArrayList<>();

    TestCookies(InstantSource clock) {
        this.clock = clock;
    }

    /** Keeps what a response to a request for {@code path} sets. */
    synchronized void take(String path, Headers response) {
        response.all("set-cookie").forEach(line -> set(path, line));
    }

    /** Keeps the cookies of a request's field for every path. */
    synchronized void put(String field) {
        Cookies.parse(List.of(field))
                .forEach((name, value) -> kept.add(new Kept(name, value, "/", Instant.MAX)));
    }

    /** The request with the cookies that go to its path, behind its own. */
    TestRequest addTo(TestRequest request) {
        return field(path(request)).map(request::withCookies).orElse(request);
    }

    /** The path of a request, without its query. */
    static String path(TestRequest request) {
        return request.target().split("\\?", 2)[0];
    }

    /** The value of {@code cookie} for a request to {@code path}; empty for none. The longest path goes first. */
    synchronized Optional<String> field(String path) {
        String all = living().stream().filter(each -> each.goesTo(path))
                .sorted(Comparator.comparingInt((Kept each) -> each.path().length()).reversed())
                .map(each -> each.name() + "=" + each.value()).collect(Collectors.joining("; "));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    synchronized Map<String, String> all() {
        return living().stream()
                .collect(Collectors.toUnmodifiableMap(Kept::name, Kept::value, (one, other) -> other));
    }

    private List<Kept> living() {
        kept.removeIf(each -> !each.until().isAfter(clock.instant()));
        return kept;
    }

    private void set(String requested, String line) {
        String[] parts = line.split(";", -1);
        int equals = parts[0].indexOf('=');
        if (equals < 1) {
            throw new AssertionError("a set-cookie field has no name: " + line);
        }
        String path = requested.substring(0, Math.max(1, requested.lastIndexOf('/')));
        Instant until = Instant.MAX;
        boolean aged = false;
        for (int i = 1; i < parts.length; i++) {
            String[] attribute = parts[i].strip().split("=", 2);
            String value = attribute.length == 2 ? attribute[1] : "";
            switch (attribute[0].toLowerCase(Locale.ROOT)) {
                case "path" -> path = value.startsWith("/") ? value : path;
                case "max-age" -> {
                    aged = true;
                    until = clock.instant().plusSeconds(Long.parseLong(value));
                }
                case "expires" -> until = aged ? until : HttpDate.parse(value).orElse(until);
                default -> {
                }
            }
        }
        var cookie = new Kept(parts[0].substring(0, equals), parts[0].substring(equals + 1), path, until);
        kept.removeIf(each -> each.name().equals(cookie.name()) && each.path().equals(cookie.path()));
        kept.add(cookie);
    }
}
