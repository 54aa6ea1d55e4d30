package io.pastelli.push.bayeux.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of channels beside one written as a regular expression, and the keys beside a matcher that tries all. */
class ChannelsTest {
    private static final String SEGMENT = "[A-Za-z0-9\\-_!~()$@]+";
    private static final String NAME = "(/" + SEGMENT + ")+";
    private static final String PATTERN = "(/" + SEGMENT + ")*/\\*\\*?|" + NAME;
    private static final String CHARACTERS = "/////ab9Z-_!~()$@*** .+ü\u0000";

    private final Channels channels = Channels.DEFAULT;

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/a/b/c", "/!~()$@-_", "/0", "/meta/x", "/service/y", "/A/b-c/d_e"})
    void aNameIsAPatternToo(String name) {
        assertThat(channels.isName(name)).isTrue();
        assertThat(channels.isPattern(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/*", "/**", "/a/*", "/a/b/**"})
    void nothingCanBePublishedOnAPattern(String pattern) {
        assertThat(channels.isName(pattern)).isFalse();
        assertThat(channels.isPattern(pattern)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//", "a", "a/b", "/a/", "/a//b", "/a/*/b", "/**/a", "/a/***", "/*a",
            "/a*",
            "/a/b*", "*", "**", "/a b", "/a.b", "/a+b", "/é", "/a\u0000", "/*/*", "/*/**", "/**/*"})
    void whatIsNeitherIsRefused(String channel) {
        assertThat(channels.isName(channel)).isFalse();
        assertThat(channels.isPattern(channel)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theGrammarIsThatOfTheSpecification(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String text = "/" + text(random, CHARACTERS, random.nextInt(9));
            assertThat(channels.isName(text)).as(text).isEqualTo(text.matches(NAME));
            assertThat(channels.isPattern(text)).as(text).isEqualTo(text.matches(PATTERN));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void theKeysOfANameAreThePatternsThatMatchIt(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String name = name(random);
            var patterns = new ArrayList<String>(List.of(name, "/*", "/**"));
            for (int j = 0; j < 20; j++) {
                patterns.add(name(random) + List.of("", "/*", "/**").get(random.nextInt(3)));
            }
            List<String> keys = Channels.keys(name);
            assertThat(keys).doesNotHaveDuplicates().allMatch(channels::isPattern);
            for (String pattern : patterns) {
                assertThat(keys.contains(pattern)).as(pattern + " matches " + name)
                        .isEqualTo(matches(pattern, name));
            }
        }
    }

    /** Segment by segment, as one would explain it. */
    private static boolean matches(String pattern, String name) {
        List<String> wanted = List.of(pattern.substring(1).split("/"));
        List<String> has = List.of(name.substring(1).split("/"));
        String last = wanted.getLast();
        if (last.equals("**")) {
            return has.size() >= wanted.size()
                    && has.subList(0, wanted.size() - 1).equals(wanted.subList(0, wanted.size() - 1));
        }
        if (last.equals("*")) {
            return has.size() == wanted.size()
                    && has.subList(0, wanted.size() - 1).equals(wanted.subList(0, wanted.size() - 1));
        }
        return pattern.equals(name);
    }

    private static String name(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(4)).mapToObj(i -> "/" + text(random, "ab", 1))
                .collect(Collectors.joining());
    }

    private static String text(Random random, String characters, int length) {
        return random.ints(length, 0, characters.length()).mapToObj(i -> characters.substring(i, i + 1))
                .collect(Collectors.joining());
    }
}
