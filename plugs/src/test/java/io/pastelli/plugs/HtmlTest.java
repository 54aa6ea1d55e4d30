package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void marksAreEscapedAndTheRestStays() {
        assertThat(Html.escape("a<b>&\"c\"'d' é😀\r\n\t"))
                .isEqualTo("a&lt;b&gt;&amp;&quot;c&quot;&#39;d&#39; é😀\r\n\t");
    }

    @Test
    void whatIsEscapedIsEscapedAgain() {
        assertThat(Html.escape("&amp;")).isEqualTo("&amp;amp;");
    }

    @Test
    void controlCharactersAreReplaced() {
        assertThat(Html.escape("\0\u001b")).isEqualTo("\ufffd\ufffd");
    }
}
