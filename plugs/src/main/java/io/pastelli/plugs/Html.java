package io.pastelli.plugs;

/**
 * Escapes text for HTML.
 *
 * {@snippet :
 * assertEquals("&lt;b title=&quot;&amp;&quot;&gt;", Html.escape("<b title=\"&\">"));
 * }
 */
public final class Html {
    private Html() {}

    /**
     * Returns text that stays text, in an element or in an attribute with quotes around it; not in scripts, styles or
     * attributes without quotes. Control characters that HTML does not allow become U+FFFD.
     */
    public static String escape(String text) {
        var safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c < ' ' && c != '\n' && c != '\r' && c != '\t' ? '\ufffd' : c);
            }
        }
        return safe.toString();
    }
}
