package io.pastelli.examples.remote;

import io.pastelli.examples.web.Pages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Which slide is shown, and on which devices.
 *
 * <p>
 * <b>Threading:</b> any thread. Every change and the event that tells of it happen under this object's monitor, so all
 * devices see the states in one order; sending never blocks.
 */
final class Show {
    private final Pages pages;
    private final int last;
    // guarded by this
    private final Map<String, Device> devices = new LinkedHashMap<>();
    private int slide = 1;
    private int numbers;

    /** What every device shows. */
    record State(int slide, List<Device> devices) {}

    /** What a device learns first: which one it is. */
    record Welcome(int id) {}

    Show(Pages pages, int last) {
        this.pages = pages;
        this.last = last;
    }

    synchronized void joined(String key, String as, String userAgent) {
        Device device = Device.of(++numbers, as, userAgent);
        devices.put(key, device);
        pages.send(key, "welcome", new Welcome(device.id()));
        tellAll();
    }

    synchronized void left(String key) {
        if (devices.remove(key) != null) {
            tellAll();
        }
    }

    /** Moves to the slide that {@code move} makes of the present one, but never off the ends; returns it. */
    synchronized int move(IntUnaryOperator move) {
        int to = Math.clamp(move.applyAsInt(slide), 1, last);
        if (to != slide) {
            slide = to;
            tellAll();
        }
        return to;
    }

    private void tellAll() {
        pages.broadcast("state", new State(slide, List.copyOf(devices.values())));
    }
}
