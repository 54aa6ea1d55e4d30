package io.pastelli.bench.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Where values are on an axis: from 0 by steps, or by powers of ten. */
record Scaling(double least, double most, boolean log, double from, double to) {
    /** Makes an axis for values, from one place on the drawing to another. */
    static Scaling of(DoubleStream values, boolean log, double from, double to) {
        double[] all = values.filter(each -> !log || each > 0).toArray();
        double most = DoubleStream.of(all).max().orElse(1);
        double least = DoubleStream.of(all).min().orElse(0);
        return log
                ? new Scaling(power(least, false), Math.max(power(most, true), 10 * power(least, false)),
                        true,
                        from, to)
                : new Scaling(0, most <= 0 ? 1 : most * 1.05, false, from, to);
    }

    private static double power(double value, boolean up) {
        double exponent = Math.log10(value);
        return Math.pow(10, up ? Math.ceil(exponent - 1e-9) : Math.floor(exponent + 1e-9));
    }

    double at(double value) {
        double part = log ? Math.log(Math.max(value, least) / least) / Math.log(most / least) : value / most;
        return from + part * (to - from);
    }

    /** Returns the values that are written at the axis. */
    List<Double> ticks() {
        var ticks = new ArrayList<Double>();
        if (log) {
            for (double tick = least; tick <= most * 1.01; tick *= 10) {
                ticks.add(tick);
            }
            return ticks;
        }
        double power = power(most, false);
        double step = most / power < 2 ? power / 5 : most / power < 5 ? power / 2 : power;
        for (int i = 0; i * step <= most; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    static String label(double tick) {
        return tick >= 1e6
                ? String.format(Locale.ROOT, "%.0f M", tick / 1e6)
                : tick >= 1000 ? String.format(Locale.ROOT, "%.0f k", tick / 1e3) : trim(tick);
    }

    private static String trim(double tick) {
        return String.format(Locale.ROOT, "%.3f", tick).replaceAll("\\.?0+$", "");
    }
}
