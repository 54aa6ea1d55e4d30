package io.pastelli.examples.remote;

import java.util.List;

/**
 * A page that is open somewhere.
 *
 * @param id tells it from the others
 * @param as what it is: {@code slides} or {@code controller}
 * @param label what it runs on, for people
 */
record Device(int id, String as, String label) {
    private static final List<String> SYSTEMS = List.of("iPhone", "iPad", "Android", "Windows", "Mac", "CrOS",
            "Linux");

    /** Makes a device from the {@code user-agent} that a browser sends. */
    static Device of(int id, String as, String userAgent) {
        String system = SYSTEMS.stream().filter(userAgent::contains).findFirst().orElse("unknown");
        return new Device(id, as, system + " " + id);
    }
}
