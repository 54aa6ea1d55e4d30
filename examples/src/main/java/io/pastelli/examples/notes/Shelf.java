package io.pastelli.examples.notes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everybody's notes, in memory only. The oldest go when there are too many, or their files are too large together.
 *
 * <p>
 * <b>Threading:</b> guarded by its own monitor.
 */
final class Shelf {
    private static final int MOST_NOTES = 500;
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private record Entry(String user, Note note) {
        long bytes() {
            return note.file().map(file -> (long) file.content().size()).orElse(0L);
        }
    }

    // guarded by this; the oldest first
    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    private long ids;
    private long bytes;

    synchronized Note add(String user, Note.Draft draft) {
        var entry = new Entry(user, new Note(++ids, draft.title().strip(), draft.text(), draft.file()));
        entries.put(ids, entry);
        bytes += entry.bytes();
        while (entries.size() > MOST_NOTES || bytes > MOST_BYTES) {
            drop(entries.keySet().iterator().next());
        }
        return entry.note();
    }

    /** A user's notes, the newest first. */
    synchronized List<Note> of(String user) {
        var found = new ArrayList<Note>();
        entries.values().stream().filter(entry -> entry.user().equals(user))
                .forEach(entry -> found.add(entry.note()));
        return found.reversed();
    }

    /** The note of this number, if it is the user's. */
    synchronized Optional<Note> find(String user, String id) {
        return entries.values().stream().filter(entry -> entry.user().equals(user)).map(Entry::note)
                .filter(note -> String.valueOf(note.id()).equals(id)).findFirst();
    }

    /** Takes a note away; {@code false} when it is not there, or not the user's. */
    synchronized boolean remove(String user, String id) {
        Optional<Note> found = find(user, id);
        found.ifPresent(note -> drop(note.id()));
        return found.isPresent();
    }

    private void drop(long id) {
        Entry gone = entries.remove(id);
        bytes -= gone == null ? 0 : gone.bytes();
    }
}
