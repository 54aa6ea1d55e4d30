package io.pastelli.examples.chat;

import io.pastelli.examples.web.Pages;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is present and what was said last.
 *
 * <p>
 * <b>Threading:</b> any thread. Every change and the event that tells of it happen under this object's monitor, so all
 * tabs see them in one order; sending never blocks.
 */
final class Room {
    private static final int KEPT = 50;

    private final Pages pages;
    // guarded by this
    private final Map<String, Person> present = new LinkedHashMap<>();
    private final Deque<Message> messages = new ArrayDeque<>();
    private int numbers;
    private long ids;

    /** A tab that has joined; two may have one name. */
    record Person(int number, String name) {}

    /** Something said, at {@code at} milliseconds since 1970. */
    record Message(long id, int from, String name, String text, long at) {}

    /** What a tab learns first: the key it says things with, its number, and what was said before. */
    record Welcome(String key, int number, List<Message> messages) {}

    /** Everybody who is present. */
    record People(List<Person> people) {}

    Room(Pages pages) {
        this.pages = pages;
    }

    synchronized void joined(String key, String name) {
        var person = new Person(++numbers, name);
        present.put(key, person);
        pages.send(key, "welcome", new Welcome(key, person.number(), List.copyOf(messages)));
        tellPeople();
    }

    synchronized void left(String key) {
        if (present.remove(key) != null) {
            tellPeople();
        }
    }

    /** Says something to all; {@code false} when the key belongs to nobody who is present. */
    synchronized boolean say(String key, String text) {
        Person person = present.get(key);
        if (person == null) {
            return false;
        }
        var message = new Message(++ids, person.number(), person.name(), text, System.currentTimeMillis());
        messages.add(message);
        if (messages.size() > KEPT) {
            messages.remove();
        }
        pages.broadcast("message", message);
        return true;
    }

    private void tellPeople() {
        pages.broadcast("people", new People(List.copyOf(present.values())));
    }
}
