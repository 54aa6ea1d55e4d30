package io.pastelli.push.redis;

import java.util.List;

/**
 * What a script has answered.
 *
 * @param parts a word, and what belongs to it
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
        return String.valueOf(parts.get(index));
    }

    long number(int index) {
        return Long.parseLong(text(index));
    }

    Answer inner(int index) {
        return new Answer((List<?>) parts.get(index));
    }

    List<String> texts() {
        return parts.stream().map(String::valueOf).toList();
    }
}
