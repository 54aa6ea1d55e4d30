package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pastelli.conn.Param;
import io.pastelli.conn.Plug;
import io.pastelli.http.Bytes;
import io.pastelli.testkit.TestConn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonBodyTest {
    private static final Plug SHOW = conn -> conn.sendResp(200, conn.bodyParams().tree().fields().toString());

    record Note(String title, List<Integer> stars) {}

    private static TestConn call(JsonBody parser, Bytes body) {
        return TestConn.post("/").header("content-type", "application/json").body(body)
                .call(Plug.pipeline(Parsers.plug(Parsers.Options.DEFAULT.withParsers(parser)), SHOW));
    }

    private static TestConn call(String body) {
        return call(JsonBody.DEFAULT, Bytes.of(body));
    }

    @Test
    void anObjectsFieldsAreTheParameters() {
        assertThat(call(
                " {\"a\": \"ü\", \"b\": [1, 2.50, true, null, {}], \"a\": {\"c\": 12345678901234567890}} ")
                .text())
                .isEqualTo(
                        "{a=Fields[fields={c=Num[value=12345678901234567890]}], b=Items[items=[Num[value=1],"
                                + " Num[value=2.50], Bool[value=true], Null[], Fields[fields={}]]]}");
    }

    @Test
    void anyOtherValueIsTheParameterJson() {
        assertThat(call("[1]").text()).isEqualTo("{_json=Items[items=[Num[value=1]]]}");
        assertThat(call("null").text()).isEqualTo("{_json=Null[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n"})
    void anEmptyBodyHasNoParameters(String body) {
        assertThat(call(body).text()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/problem+json",
            "APPLICATION/JSON; charset=utf-8"})
    void typesOfJsonAreAccepted(String type) {
        assertThat(TestConn.post("/").header("content-type", type).body("{\"a\":1}")
                .call(Plug.pipeline(Parsers.plug(), SHOW)).text()).isEqualTo("{a=Num[value=1]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[", "{\"a\"", "{\"a\":}", "[1,]", "1 2", "{} x", "nul", "'a'", "NaN", "01",
            "\"\u0001\"", "\"\\x\"", "]", "/**/1"})
    void malformedJsonIsABadRequest(String body) {
        TestConn answer = call(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"22 ff 22", "22 c0 80 22", "22 ed a0 80 22", "22 c3", "00 31 00 32",
            "ff fe 31 00"})
    void jsonIsUtf8AndNothingElse(String octets) {
        assertThat(call(JsonBody.DEFAULT, Bytes.of(java.util.HexFormat.ofDelimiter(" ").parseHex(octets)))
                .status()).isEqualTo(400);
    }

    @Test
    void nestingHasALimit() {
        JsonBody three = JsonBody.DEFAULT.withDepth(3);
        assertThat(call(three, Bytes.of("[[{}],[[]]]")).status()).isEqualTo(200);
        assertThat(call(three, Bytes.of("[[[{}]]]")).status()).isEqualTo(400);
        assertThat(call("[".repeat(100_000)).status()).isEqualTo(400);
        assertThat(call("{\"a\":".repeat(100_000)).status()).isEqualTo(400);
    }

    @Test
    void theNumberOfValuesHasALimit() {
        JsonBody five = JsonBody.DEFAULT.withValues(5);
        assertThat(call(five, Bytes.of("[1,2,3]")).status()).isEqualTo(200);
        assertThat(call(five, Bytes.of("[1,2,3,4]")).status()).isEqualTo(413);
        assertThat(call("[" + "[],".repeat(2_000_000) + "1]").status()).isEqualTo(413);
    }

    @Test
    void theSizeHasALimitHoweverTheBodySaysItsLength() {
        JsonBody seven = JsonBody.DEFAULT.withLength(7);
        assertThat(call(seven, Bytes.of("\"12345\"")).status()).isEqualTo(200);
        assertThat(call(seven, Bytes.of("\"123456\"")).status()).isEqualTo(413);
        assertThat(TestConn.post("/").header("content-type", "application/json").openBody()
                .start(Plug.pipeline(Parsers.plug(Parsers.Options.DEFAULT.withParsers(seven)), SHOW))
                .feed("\"1234").feed("56\"").status()).isEqualTo(413);
    }

    @Test
    void aHugeNumberIsNoHugeWork() {
        assertThat(call("[1e999999999]").text()).isEqualTo("{_json=Items[items=[Num[value=1E+999999999]]]}");
        assertThat(call("[" + "9".repeat(5000) + "]").status()).isEqualTo(400);
    }

    @Test
    void jsonBindsToARecord() {
        Plug app = Plug.pipeline(Parsers.plug(),
                conn -> conn.sendResp(200, Parsers.json(conn, Note.class).toString()));
        var post = TestConn.post("/").header("content-type", "application/json");
        assertThat(post.body("{\"title\":\"x\",\"stars\":[1,2]}").call(app).text())
                .isEqualTo("Note[title=x, stars=[1, 2]]");
        TestConn misfit = post.body("{\"title\":\"x\",\"stars\":[1,{}]}").call(app);
        assertThat(misfit.status()).isEqualTo(422);
        assertThat(misfit.text()).contains("/stars/1");
        assertThat(post.body("null").call(app).status()).isEqualTo(422);
        assertThat(post.body("[1e999999999]").call(app).status()).isEqualTo(422);
        assertThat(post.body("{\"title\":\"x\",\"stars\":[1e999999999]}").call(app).status()).isEqualTo(422);
        assertThat(TestConn.post("/").body("x").call(app).status()).isEqualTo(415);
    }

    private static Param random(Random random, int depth) {
        return switch (random.nextInt(depth > 5 ? 5 : 7)) {
            case 0 -> new Param.Text(random.ints(random.nextInt(9), 1, 0xd7ff).mapToObj(Character::toString)
                    .collect(Collectors.joining()));
            case 1 -> new Param.Num(random.nextLong());
            case 2 -> new Param.Num(new BigDecimal(new BigInteger(90, random), 1 + random.nextInt(20)));
            case 3 -> new Param.Bool(random.nextBoolean());
            case 4 -> new Param.Null();
            case 5 -> new Param.Items(
                    random.ints(random.nextInt(6)).mapToObj(i -> random(random, depth + 1)).toList());
            default -> {
                var fields = new LinkedHashMap<String, Param>();
                random.ints(random.nextInt(6), 0, 99)
                        .forEach(i -> fields.put("f\"" + i, random(random, depth + 1)));
                yield new Param.Fields(fields);
            }
        };
    }

    private static String written(Param value) {
        return switch (value) {
            case Param.Null none -> "null";
            case Param.Text text -> JsonMapper.shared().writeValueAsString(text.value());
            case Param.Items items ->
                items.items().stream().map(JsonBodyTest::written).collect(Collectors.joining(" ,", "[", "]"));
            case Param.Fields fields -> fields.fields().entrySet().stream()
                    .map(field -> JsonMapper.shared().writeValueAsString(field.getKey()) + ":"
                            + written(field.getValue()))
                    .collect(Collectors.joining(",\n", "{", "}"));
            default -> value.text().orElseThrow();
        };
    }

    @Test
    void whatIsWrittenIsRead() {
        var random = new Random(17);
        for (int i = 0; i < 500; i++) {
            Param tree = random(random, 0);
            var read = new Param[1];
            TestConn.post("/").header("content-type", "application/json").body(written(tree))
                    .call(Plug.pipeline(Parsers.plug(), conn -> {
                        read[0] = Parsers.json(conn);
                        return conn.sendResp(204, "");
                    })).status();
            assertThat(read[0]).isEqualTo(tree);
        }
    }
}
