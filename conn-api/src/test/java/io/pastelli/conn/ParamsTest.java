package io.pastelli.conn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pastelli.http.HttpException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParamsTest {
    @Test
    void theLastOfSeveralValuesCounts() {
        Params params = Params.decode("a=1&b=&a=2&c");
        assertThat(params.get("a")).contains("2");
        assertThat(params.all("a")).containsExactly("1", "2");
        assertThat(params.get("b")).contains("");
        assertThat(params.get("c")).contains("");
        assertThat(params.get("d")).isEmpty();
        assertThat(params.names()).containsExactly("a", "b", "c");
    }

    @Test
    void emptyPairsVanishAndNamesAreDecoded() {
        Params params = Params.decode("&&x%20y=a+b&");
        assertThat(params.names()).containsExactly("x y");
        assertThat(params.get("x y")).contains("a b");
    }

    @Test
    void thousandParametersAreReadAndOneMoreIsRefused() {
        assertThat(Params.decode("a=1&".repeat(Params.MOST)).all("a")).hasSize(Params.MOST);
        assertThatExceptionOfType(HttpException.class)
                .isThrownBy(() -> Params.decode("a=1&".repeat(Params.MOST + 1)))
                .matches(e -> e.status() == 400);
    }

    @Test
    void nestedNamesMakeMapsAndLists() {
        assertThat(tree("a[b]=1&a[c][]=2&a[c][]=3&d=4")).isEqualTo("{a={b=1, c=[2, 3]}, d=4}");
        assertThat(tree("u[][n]=1&u[][n]=2")).isEqualTo("{u=[{n=1}, {n=2}]}");
        assertThat(tree("m[][]=1&m[][]=2")).isEqualTo("{m=[[1], [2]]}");
    }

    @Test
    void aLaterShapeReplacesAnEarlierOne() {
        assertThat(tree("a=1&a[b]=2")).isEqualTo("{a={b=2}}");
        assertThat(tree("a[b]=2&a[]=1")).isEqualTo("{a=[1]}");
        assertThat(tree("a[]=2&a=1")).isEqualTo("{a=1}");
    }

    @Test
    void bracketsThatDoNotPairArePartOfTheName() {
        assertThat(tree("a[=1&b]=2&[c]=3&d[e=4&f[g]h=5&i[[j]]=6"))
                .isEqualTo("{a[=1, b]=2, [c]=3, d[e=4, f[g]h=5, i[[j]]=6}");
    }

    @Test
    void nestingHasALimit() {
        assertThat(tree("a" + "[b]".repeat(31) + "=1")).contains("b=1");
        assertThatExceptionOfType(HttpException.class).isThrownBy(() -> tree("a" + "[b]".repeat(32) + "=1"));
    }

    @Test
    void manyDeepNamesAreReadInLinearTime() {
        assertThat(tree(("a" + "[]".repeat(31) + "=1&").repeat(1000))).hasSizeGreaterThan(1000);
    }

    @Test
    void ofTwoSetsTheOtherWins() {
        assertThat(Params.decode("a=1&b=2").merge(Params.decode("b=3")).get("b")).contains("3");
    }

    private static String tree(String text) {
        return show(Params.decode(text).tree());
    }

    private static String show(Param param) {
        return switch (param) {
            case Param.Items items -> items.items().stream().map(ParamsTest::show).toList().toString();
            case Param.Fields fields -> {
                var shown = new LinkedHashMap<String, String>();
                fields.fields().forEach((name, value) -> shown.put(name, show(value)));
                yield shown.toString();
            }
            default -> param.text().orElse("-");
        };
    }

    @Test
    void whatIsEncodedIsDecodedAgain() {
        var nested = new LinkedHashMap<String, Object>();
        nested.put("q", "a b&c=d+%é€😀");
        nested.put("n", 7);
        nested.put("yes", true);
        nested.put("tags", List.of("x", "", List.of("y")));
        nested.put("user", Map.of("name", Map.of("first", "Ada")));
        String text = Params.encode(nested);
        assertThat(text)
                .startsWith("q=a+b%26c%3Dd%2B%25%C3%A9%E2%82%AC%F0%9F%98%80&n=7&yes=true&tags%5B%5D=x");
        Param.Fields tree = Params.decode(text).tree();
        assertThat(tree("q=1&" + text)).isEqualTo(
                "{q=a b&c=d+%é€😀, n=7, yes=true, tags=[x, , [y]], user={name={first=Ada}}}");
        assertThat(Params.encode(tree.fields())).isEqualTo(text);
    }

    @Test
    void emptyListsAndMapsLeaveNothingAndOddValuesAreRefused() {
        assertThat(Params.encode(Map.of())).isEmpty();
        assertThat(Params.encode(Map.of("a", List.of(), "b", Map.of()))).isEmpty();
        for (Object odd : List.of(new Object(), new Param.Null(), new byte[0])) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> Params.encode(Map.of("a", List.of(odd))))
                    .withMessageContaining("the parameter a[] has no form");
        }
    }
}
