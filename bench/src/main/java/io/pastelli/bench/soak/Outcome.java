package io.pastelli.bench.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a soak ended for one server.
 *
 * @param base when the first visitors had left
 * @param end when all had left
 * @param left what is there in the end and was not at the base
 * @param visits how often somebody came
 * @param checked how much was looked at and found right
 * @param errors what was not right, the first of it
 * @param judged whether the time was long enough for the trends to say something: ten minutes
 */
record Outcome(Sample base, Sample end, List<Trend> trends, List<String> left, long visits, long checked,
        List<String> errors, boolean judged) {
    /** Pools fill lazily up to their bounds, and what serves all is started when it is needed. */
    private static final int FURTHER_THREADS = 16;
    /** Classes, caches of the JVM and of servers. */
    private static final double FURTHER_HEAP = 2 << 20;
    private static final double LONG_ENOUGH = 570; // seconds from the first sample to the last

    static Outcome of(Sample base, List<Sample> samples, Sample end, long visits, long checked,
            List<String> errors) {
        return new Outcome(base, end, List.of(Trend.of("live heap", samples, Sample::heap),
                Trend.of("platform threads", samples, Sample::threads),
                Trend.of("virtual threads", samples, Sample::virtual),
                Trend.of("file descriptors", samples, Sample::files),
                Trend.of("resident", samples, Sample::resident)), left(base, end), visits, checked, errors,
                samples.getLast().second() - samples.getFirst().second() >= LONG_ENOUGH);
    }

    /** Compares with the base: by the number, threads of each kind by 16 more, the heap by 2 MiB more. */
    static List<String> left(Sample base, Sample now) {
        var left = new ArrayList<String>();
        compare("streams", base.streams(), now.streams(), left);
        compare("WebSockets", base.sockets(), now.sockets(), left);
        compare("Bayeux sessions", base.sessions(), now.sessions(), left);
        compare("file descriptors", base.files(), now.files(), left);
        compare("virtual threads", base.virtual() + FURTHER_THREADS, now.virtual(), left);
        compare("platform threads", base.threads() + FURTHER_THREADS, now.threads(), left);
        compare("bytes of heap", base.heap() + FURTHER_HEAP, now.heap(), left);
        return List.copyOf(left);
    }

    private static void compare(String what, double most, double now, List<String> left) {
        if (now > most) {
            left.add(String.format(Locale.ROOT, "%.0f %s where at most %.0f were due", now, what, most));
        }
    }

    /** Tells whether nothing of the program grew (resident memory is the JVM's), nothing is left, nothing was wrong. */
    boolean good() {
        return errors.isEmpty() && left.isEmpty()
                && (!judged
                        || trends.stream().allMatch(each -> each.flat() || each.what().equals("resident")));
    }
}
