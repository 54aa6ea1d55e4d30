package io.pastelli.testkit.tck;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Bytes that are no UTF-8 (RFC 3629), by what is wrong with them; each is a text of its own. */
@SuppressWarnings("ImmutableEnumChecker") // the list is a copy
enum BadUtf8 {
    /** A continuation byte without a beginning. */
    CONTINUATION_OF_NOTHING("8080", "808080", "80808080", "8080808080", "808080808080", "618061") {
        @Override
        Stream<byte[]> more() {
            return range(0x80, 0xbf);
        }
    },
    /** A beginning and then something else. */
    LONELY_BEGINNING("61c361", "cebae1bdb9cf83cebcc3") {
        @Override
        Stream<byte[]> more() {
            return range(0xc2, 0xf4).map(start -> new byte[]{start[0], ' '});
        }
    },
    /** The end of the text in the middle of a character. */
    CUT_OFF("ce", "cebae1", "cebae1bd", "cebae1bdb9cf", "c3", "df", "e282", "efbf", "f09f98", "f48fbf"), //
    /** More bytes than the character needs. */
    OVERLONG("c080", "c0af", "c1bf", "e08080", "e080af", "e09fbf", "f0808080", "f08080af", "f08fbfbf"), //
    /** Halves of UTF-16, alone and in pairs. */
    SURROGATE("eda080", "edadbf", "edae80", "edafbf", "edb080", "edbe80", "edbfbf", "eda080edb080",
            "eda080edbfbf", "edadbfedb080", "edafbfedbfbf", "cebae1bdb9cf83cebcceb5eda080656469746564"), //
    /** Beyond U+10FFFF. */
    TOO_HIGH("f4908080", "f5808080", "f7bfbfbf"), //
    /** Sequences of five and six bytes, which RFC 3629 took out. */
    TOO_LONG("f888808080", "fbbfbfbfbf", "f880808080", "f8808080af", "f887bfbfbf", "fc8480808080",
            "fdbfbfbfbfbf", "fc8080808080", "fc80808080af", "fc83bfbfbfbf", "f8808080", "fc80808080"), //
    /** Bytes that UTF-8 has never had. */
    IMPOSSIBLE("c0", "fe", "ff", "fefeffff");

    private final List<String> hex;

    BadUtf8(String... hex) {
        this.hex = List.of(hex);
    }

    /** Returns all texts of this kind. */
    List<byte[]> texts() {
        return Stream.concat(hex.stream().map(HexFormat.of()::parseHex), more()).toList();
    }

    Stream<byte[]> more() {
        return Stream.empty();
    }

    /** Some of these bytes alone, the first and the last too. */
    static Stream<byte[]> range(int first, int last) {
        return IntStream.rangeClosed(first, last).filter(each -> each % 7 == first % 7 || each == last)
                .mapToObj(each -> new byte[]{(byte) each});
    }
}
