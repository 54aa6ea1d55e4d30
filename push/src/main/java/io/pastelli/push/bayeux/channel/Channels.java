package io.pastelli.push.bayeux.channel;

import java.util.ArrayList;
import java.util.List;

/**
 * The grammar of channel names and patterns, and what a name matches.
 *
 * <p>
 * A name is {@code /segment/segment…}; a pattern is a name, or nothing, and then {@code /*} for one more segment or
 * {@code /**} for one or more.
 *
 * @param grammar which characters a segment has
 * @param longest most characters of a name or pattern; default 256
 * @param segments most segments; default 16
 */
public record Channels(Grammar grammar, int longest, int segments) {
    /** The defaults, with Faye's grammar. */
    public static final Channels DEFAULT = new Channels(Grammar.FAYE, 256, 16);

    /** Which characters a segment may have. */
    public enum Grammar {
        /** Letters, digits and {@code -_!~()$@}, as the specification says. */
        FAYE("-_!~()$@"),
        /** Also space and {@code #*+.{}}, as CometD lets through. */
        COMETD("-_!~()$@ #*+.{}");

        private final String marks;

        Grammar(String marks) {
            this.marks = marks;
        }

        boolean has(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                    || marks.indexOf(c) >= 0;
        }
    }

    /** Tells whether {@code channel} is a name: something can be published on it. */
    public boolean isName(String channel) {
        return channel.length() <= longest && channel.length() > 1 && count(channel) <= segments
                && wellFormed(channel)
                && !channel.endsWith("/*") && !channel.endsWith("/**");
    }

    /** Tells whether {@code channel} is a name or a pattern: it can be subscribed to. */
    public boolean isPattern(String channel) {
        if (channel.equals("/*") || channel.equals("/**")) {
            return true;
        }
        if (channel.endsWith("/**")) {
            return channel.length() <= longest && isName(channel.substring(0, channel.length() - 3));
        }
        if (channel.endsWith("/*")) {
            return channel.length() <= longest && isName(channel.substring(0, channel.length() - 2));
        }
        return isName(channel);
    }

    /** Tells whether {@code channel} belongs to the protocol. */
    public static boolean isMeta(String channel) {
        return channel.equals("/meta") || channel.startsWith("/meta/");
    }

    /** Tells whether {@code channel} is a service's: between one client and the server. */
    public static boolean isService(String channel) {
        return channel.equals("/service") || channel.startsWith("/service/");
    }

    /**
     * Returns the name and all patterns that match it: the keys to look subscribers up by.
     *
     * {@snippet :
     * assertEquals(List.of("/a/b", "/a/*", "/a/**", "/**"), io.pastelli.push.bayeux.channel.Channels.keys("/a/b"));
     * }
     */
    public static List<String> keys(String name) {
        var keys = new ArrayList<String>(8);
        keys.add(name);
        int slash = name.lastIndexOf('/');
        keys.add(name.substring(0, slash) + "/*");
        for (; slash >= 0; slash = slash == 0 ? -1 : name.lastIndexOf('/', slash - 1)) {
            keys.add(name.substring(0, slash) + "/**");
        }
        return keys;
    }

    private boolean wellFormed(String channel) {
        if (channel.charAt(0) != '/' || channel.endsWith("/")) {
            return false;
        }
        for (int i = 1; i < channel.length(); i++) {
            char c = channel.charAt(i);
            if (c == '/' ? channel.charAt(i - 1) == '/' : !grammar.has(c)) {
                return false;
            }
        }
        return true;
    }

    private static int count(String channel) {
        return (int) channel.chars().filter(c -> c == '/').count();
    }
}
