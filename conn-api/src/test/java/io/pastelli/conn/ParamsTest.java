package io.pastelli.conn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pastelli.http.HttpException;
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
}
