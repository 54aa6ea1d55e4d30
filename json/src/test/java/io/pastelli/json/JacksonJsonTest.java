package io.pastelli.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pastelli.conn.JsonCodec;
import io.pastelli.http.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JacksonJsonTest {
    private final JsonCodec json = new JacksonJson();

    record Device(String id, int slide, List<String> names) {}

    public static final class Broken {
        public String getName() {
            return Optional.<String>empty().orElseThrow();
        }
    }

    @Test
    void theCodecIsFoundOnTheClassPath() {
        assertThat(JsonCodec.found()).isInstanceOf(JacksonJson.class);
    }

    @Test
    void aRecordBecomesAnObjectOnOneLine() {
        assertThat(text(new Device("a", 7, List.of("x", "y"))))
                .isEqualTo("{\"id\":\"a\",\"slide\":7,\"names\":[\"x\",\"y\"]}");
    }

    @Test
    void aMapKeepsItsOrder() {
        var map = new LinkedHashMap<String, Object>();
        map.put("z", true);
        map.put("a", 1.5);
        assertThat(text(map)).isEqualTo("{\"z\":true,\"a\":1.5}");
    }

    @Test
    void lineBreaksAreEscapedSoThatTheOutputStaysOneLine() {
        assertThat(text(Map.of("t", "a\r\nb"))).isEqualTo("{\"t\":\"a\\r\\nb\"}");
    }

    @Test
    void theBytesAreUtf8() {
        assertThat(json.write("grüß 🎨")).isEqualTo(Bytes.of("\"grüß 🎨\""));
    }

    @Test
    void anInstantIsWrittenAsIso8601() {
        assertThat(text(Instant.EPOCH)).isEqualTo("\"1970-01-01T00:00:00Z\"");
    }

    @Test
    void aValueThatFailsToTellItsPropertiesIsRefusedWithItsClass() {
        assertThatThrownBy(() -> json.write(new Broken())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Broken").hasMessageContaining("cannot be written as JSON");
    }

    @Test
    void aCycleIsRefusedInsteadOfWrittenForever() {
        var cycle = new ArrayList<Object>();
        cycle.add(cycle);
        assertThatThrownBy(() -> json.write(cycle)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ArrayList");
    }

    private String text(Object value) {
        return json.write(value).utf8();
    }
}
