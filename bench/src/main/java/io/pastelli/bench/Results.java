package io.pastelli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All that was measured. Belongs to one thread. */
public final class Results {
    private final String conditions;
    private final List<Rate> rates = new ArrayList<>();
    private final List<Memory> memories = new ArrayList<>();
    private final List<Departure> departures = new ArrayList<>();

    private record Json(String conditions, List<Rate> rates, List<Ratio> ratios, List<Memory> memories,
            List<Departure> departures) {}

    Results(String conditions) {
        this.conditions = conditions;
    }

    String conditions() {
        return conditions;
    }

    void add(Rate rate) {
        rates.add(rate);
    }

    void add(Memory memory) {
        memories.add(memory);
    }

    void add(Departure departure) {
        departures.add(departure);
    }

    List<Rate> rates() {
        return rates;
    }

    List<Memory> memories() {
        return memories;
    }

    List<Departure> departures() {
        return departures;
    }

    /** Writes everything as JSON. */
    void write(Path file) throws IOException {
        write(new Json(conditions, rates, Ratio.of(rates), memories, departures), file);
    }

    /** Writes something as JSON. */
    public static void write(Object what, Path file) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        var mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(file, mapper.writeValueAsString(what) + "\n");
    }
}
