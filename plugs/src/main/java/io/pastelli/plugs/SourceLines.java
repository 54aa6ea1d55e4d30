package io.pastelli.plugs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the source of a stack frame below some roots.
 *
 * @param roots folders of source files
 */
record SourceLines(List<Path> roots) {
    private static final int AROUND = 4;
    private static final long LARGEST = 1_000_000;

    /**
     * A line of a source.
     *
     * @param number from 1
     * @param text the line
     * @param here whether it is the frame's own
     */
    record Line(int number, String text, boolean here) {}

    /** The lines around a frame; none when there is no source. */
    List<Line> around(StackTraceElement frame) {
        String file = frame.getFileName();
        int dot = frame.getClassName().lastIndexOf('.');
        if (file == null || frame.getLineNumber() < 1 || !FileNames.safe(file)) {
            return List.of();
        }
        String path = (dot < 0 ? "" : frame.getClassName().substring(0, dot).replace('.', '/') + "/") + file;
        return roots.stream().map(root -> root.resolve(path)).filter(Files::isRegularFile).findFirst()
                .flatMap(SourceLines::read).map(lines -> cut(lines, frame.getLineNumber())).orElse(List.of());
    }

    private static Optional<List<String>> read(Path file) {
        try {
            return Files.size(file) > LARGEST
                    ? Optional.empty()
                    : Optional.of(
                            new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Line> cut(List<String> lines, int at) {
        return IntStream.rangeClosed(Math.max(1, at - AROUND), Math.min(lines.size(), at + AROUND))
                .mapToObj(number -> new Line(number, lines.get(number - 1), number == at)).toList();
    }
}
