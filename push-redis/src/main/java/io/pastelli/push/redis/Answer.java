package io.pastelli.push.redis;

import io.pastelli.http.Bytes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a script has answered.
 *
 * @param parts a word, and what belongs to it: bytes, numbers, lists
 */
record Answer(List<?> parts) {
    String word() {
        return text(0);
    }

    boolean is(String word) {
        return word.equals(word());
    }

    int size() {
        return parts.size();
    }

    String text(int index) {
        return parts.get(index) instanceof byte[] raw
                ? Bytes.of(raw).utf8()
                : String.valueOf(parts.get(index));
    }

    Bytes bytes(int index) {
        return Bytes.of((byte[]) parts.get(index));
    }

    long number(int index) {
        return Long.parseLong(text(index));
    }

    Answer inner(int index) {
        return new Answer((List<?>) parts.get(index));
    }

    List<String> texts() {
        return IntStream.range(0, size()).mapToObj(this::text).toList();
    }

    List<Answer> inners() {
        return IntStream.range(0, size()).mapToObj(this::inner).toList();
    }
}
