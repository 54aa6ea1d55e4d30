package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pastelli.fuzz.Untrusted;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

class FieldsFuzzTest {
    private static final long SIZE = 1000;

    @FuzzTest(maxDuration = "3m")
    void aRangeLiesInsideTheFile(byte[] data) throws Exception {
        Untrusted.parse(data, () -> {
            for (long size : new long[]{0, 1, SIZE, Long.MAX_VALUE}) {
                ByteRange.parse("bytes=" + Untrusted.text(data), size).filter(ByteRange::satisfiable)
                        .ifPresent(range -> {
                            assertThat(range.first()).isBetween(0L, size - 1);
                            assertThat(range.length()).isBetween(1L, size - range.first());
                        });
                ByteRange.parse(Untrusted.text(data), size);
            }
        });
    }

    @FuzzTest(maxDuration = "3m")
    void forwardedIsReadOrNone(byte[] data) throws Exception {
        String text = Untrusted.text(data);
        Untrusted.parse(data, () -> {
            List<String> hops = ForwardedElement.fromTheRight(text, 64);
            assertThat(hops).hasSizeBetween(1, 64);
            for (String hop : hops) {
                ForwardedElement.parse(hop).ifPresent(element -> {
                    element.get("for").flatMap(ForwardedElement::node)
                            .ifPresent(
                                    address -> assertThat(address.getHostAddress()).matches("[0-9a-f.:]+"));
                    element.get("host").flatMap(Authority::parse)
                            .ifPresent(host -> assertThat(host.host()).doesNotContain("/", "\r", "\n", " ",
                                    "@"));
                });
                ForwardedElement.node(hop);
            }
        });
    }

    @FuzzTest(maxDuration = "3m")
    void aContentTypeIsReadOrNone(byte[] data) throws Exception {
        Untrusted.parse(data, () -> ContentType.parse(Untrusted.text(data)).ifPresent(type -> {
            assertThat(type.type() + type.subtype()).doesNotContain("/", ";", " ", "\n");
            assertThat(type.params().keySet())
                    .allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)));
        }));
    }

    @FuzzTest(maxDuration = "3m")
    void aTokenThatAClientMadeUpDoesNotFit(byte[] data) throws Exception {
        Untrusted.parse(data,
                () -> assertThat(CSRFTokens.fits(Untrusted.text(data), "c2VjcmV0LXNlY3JldC1zZWNyZXQt"))
                        .isFalse());
    }

    @FuzzTest(maxDuration = "3m")
    void aPathNamesAFileBelowTheRoot(byte[] data) throws Exception {
        List<String> segments = List.of(Untrusted.text(data).split("/", -1));
        Untrusted.parse(data, () -> FileNames.decoded(segments).ifPresent(names -> {
            var path = Path.of("/root", names.toArray(String[]::new));
            assertThat(path.normalize().equals(path) && path.startsWith("/root")).as(path.toString())
                    .isTrue();
            assertThat(path.getNameCount()).isEqualTo(names.size() + 1);
        }));
    }
}
