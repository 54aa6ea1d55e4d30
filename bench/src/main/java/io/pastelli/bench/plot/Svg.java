package io.pastelli.bench.plot;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A drawing that is being made; positions in px from the left and the top. */
final class Svg {
    private final StringBuilder text = new StringBuilder();
    private final int width;
    private final int height;

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
        rect(0, 0, width, height, "#ffffff");
    }

    void rect(double x, double y, double wide, double high, String color) {
        add(String.format(Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>", x, y, wide, high,
                color));
    }

    void line(double x, double y, double toX, double toY, String color) {
        add(String.format(Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>", x, y, toX, toY,
                color));
    }

    /** Joins points by lines. */
    void path(List<double[]> points, String color) {
        add(String.format(Locale.ROOT,
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>", color,
                points.stream().map(each -> String.format(Locale.ROOT, "%.1f,%.1f", each[0], each[1]))
                        .collect(Collectors.joining(" "))));
    }

    void dot(double x, double y, String color) {
        add(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>", x, y,
                color));
    }

    /** Writes; {@code anchor} is start, middle or end. */
    void text(double x, double y, String anchor, String words) {
        add(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y,
                anchor,
                words.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private void add(String element) {
        text.append(element).append('\n');
    }

    @Override
    public String toString() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n%s</svg>\n"
                .formatted(width, height, text);
    }
}
