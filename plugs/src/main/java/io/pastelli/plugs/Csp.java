package io.pastelli.plugs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A content security policy: directives with their sources, in order.
 *
 * <p>
 * <b>Threading:</b> immutable, safe to share.
 *
 * {@snippet :
 * var policy = io.pastelli.plugs.Csp.strict().with("img-src", "'self'", "data:").withNonce("script-src");
 * }
 *
 * @param directives sources by directive; {@link #NONCE} stands for the request's own
 */
public record Csp(Map<String, List<String>> directives) {
    /** Stands for {@code 'nonce-…'} with the nonce of the request. */
    public static final String NONCE = "'nonce'";

    private static final Pattern NAME = Pattern.compile("[a-z-]+");
    private static final Pattern SOURCE = Pattern.compile("[!-+\\--:<-~]+"); // visible, no comma and no semicolon

    /**
     * Checks and copies the directives.
     *
     * @throws IllegalArgumentException for a name or a source that would be read as another directive
     */
    public Csp {
        var copy = new LinkedHashMap<String, List<String>>();
        directives.forEach((name, sources) -> {
            if (!NAME.matcher(name).matches()
                    || !sources.stream().allMatch(source -> SOURCE.matcher(source).matches())) {
                throw new IllegalArgumentException("the directive " + name + " " + sources
                        + " is malformed: give a name in lower case and sources without blanks, commas and semicolons");
            }
            copy.put(name, List.copyOf(sources));
        });
        directives = Collections.unmodifiableMap(copy);
    }

    /** Returns a policy without directives. */
    public static Csp empty() {
        return new Csp(Map.of());
    }

    /** Returns one that takes everything from the own origin, no plug-ins, and is framed by nobody. */
    public static Csp strict() {
        return empty().with("default-src", "'self'").with("base-uri", "'self'").with("form-action", "'self'")
                .with("frame-ancestors", "'none'").with("object-src", "'none'");
    }

    /** Returns this policy with a directive put, instead of one of that name. */
    public Csp with(String directive, String... sources) {
        var more = new LinkedHashMap<>(directives);
        more.put(directive, List.of(sources));
        return new Csp(more);
    }

    /** Returns this policy with the nonce added to a directive, which is made with {@code 'self'} when it is not there. */
    public Csp withNonce(String directive) {
        var sources = new ArrayList<>(directives.getOrDefault(directive, List.of("'self'")));
        if (!sources.contains(NONCE)) {
            sources.add(NONCE);
        }
        return with(directive, sources.toArray(String[]::new));
    }

    /** Tells whether a nonce is needed. */
    boolean hasNonce() {
        return directives.values().stream().anyMatch(sources -> sources.contains(NONCE));
    }

    /** The field's value for a request with this nonce. */
    String value(String nonce) {
        return directives.entrySet().stream()
                .map(each -> (each.getKey() + " " + String.join(" ", each.getValue())).strip())
                .collect(Collectors.joining("; ")).replace(NONCE, "'nonce-" + nonce + "'");
    }
}
