package io.pastelli.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How soon owners are told: 200 clients at a time leave as fast as one thread can close them, and nobody writes. */
final class Leaving {
    private static final int CLIENTS = 200;

    private final Results results;

    Leaving(Results results) {
        this.results = results;
    }

    void run(Contender on) throws InterruptedException {
        for (String what : new String[]{"stream", "poll"}) {
            String path = what.equals("poll") ? Wire.POLLS : Wire.IDLE;
            batch(on, path, "fin"); // warm-up
            for (String how : new String[]{"fin", "rst"}) {
                double[] millis = batch(on, path, how);
                int told = millis.length;
                results.add(
                        new Departure(on.server(), on.variant(), what, how, CLIENTS, told,
                                Ratio.at(millis, 0.5),
                                Ratio.at(millis, 0.99), Ratio.at(millis, 1)));
            }
        }
    }

    /** Returns, sorted, how long each that was told took, in ms. */
    private static double[] batch(Contender on, String path, String how) throws InterruptedException {
        long opened = on.serve().number("opened") + CLIENTS;
        on.load().ask("hold " + path + " " + CLIENTS);
        long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (on.serve().number("opened") < opened && System.nanoTime() < until) {
            Thread.sleep(5);
        }
        Thread.sleep(200); // idle now
        Map<String, Long> left = times(on.load().ask("leave " + how));
        Map<String, Long> told = times(on.serve().ask("told " + CLIENTS));
        return told.entrySet().stream().filter(each -> left.containsKey(each.getKey()))
                .mapToDouble(each -> (each.getValue() - left.getOrDefault(each.getKey(), 0L)) / 1e6).sorted()
                .toArray();
    }

    private static Map<String, Long> times(String said) {
        var times = new HashMap<String, Long>();
        for (String each : said.split(" ", -1)) {
            int colon = each.indexOf(':');
            if (colon > 0) {
                times.put(each.substring(0, colon), Long.parseLong(each.substring(colon + 1)));
            }
        }
        return times;
    }
}
