package io.pastelli.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesBuilderTest {
    @Test
    void givesBackWhatCameWhateverTheRoomAndThePieces() throws IOException {
        var random = new Random(7);
        for (int round = 0; round < 500; round++) {
            var sent = new byte[random.nextInt(2000)];
            random.nextBytes(sent);
            var in = new ByteArrayInputStream(sent);
            var builder = new BytesBuilder(random.nextInt(2) == 0 ? sent.length : random.nextInt(300));
            while (builder.read(in::read, 1 + random.nextInt(700)) >= 0) {
                assertThat(builder.size()).isLessThanOrEqualTo(sent.length);
            }
            assertThat(builder.build()).isEqualTo(Bytes.of(sent));
            assertThat(builder.size()).isZero();
        }
    }

    @Test
    void readsNoMoreThanItIsAskedFor() throws IOException {
        var in = new ByteArrayInputStream(new byte[100]);
        var builder = new BytesBuilder(64);
        assertThat(builder.read(in::read, 10)).isEqualTo(10);
        assertThat(builder.size()).isEqualTo(10);
        assertThat(in.available()).isEqualTo(90);
    }

    @Test
    void growsByWhatCameNotByWhatIsAskedFor() throws IOException {
        var asked = new ArrayList<Integer>();
        var builder = new BytesBuilder(8);
        for (int i = 0; i < 100; i++) {
            builder.read((buffer, offset, length) -> {
                asked.add(buffer.length);
                return 1;
            }, 1_000_000);
        }
        assertThat(asked).allMatch(room -> room <= 256);
        assertThat(builder.build().size()).isEqualTo(100);
    }

    @Test
    void whatIsBuiltIsNotChangedByWhatComesLater() throws IOException {
        var in = new ByteArrayInputStream("abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        var builder = new BytesBuilder(3);
        builder.read(in::read, 3);
        Bytes first = builder.build();
        while (builder.read(in::read, 3) >= 0) {
            // on
        }
        assertThat(first.utf8()).isEqualTo("abc");
        assertThat(builder.build().utf8()).isEqualTo("def");
    }
}
