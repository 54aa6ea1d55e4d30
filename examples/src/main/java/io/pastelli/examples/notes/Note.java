package io.pastelli.examples.notes;

import io.pastelli.http.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Something somebody has written down. */
record Note(long id, String title, String text, Optional<Attachment> file) {
    /** What came with it; name and type are what the client said. */
    record Attachment(String name, String type, Bytes content) {
        private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif",
                "image/webp");

        /** Only these are shown in the page: everything else could be a page of its own. */
        boolean picture() {
            return PICTURES.contains(type);
        }
    }

    /** What somebody wants to write down, and what is wrong with it. */
    record Draft(String title, String text, Optional<Attachment> file) {
        static final Draft EMPTY = new Draft("", "", Optional.empty());
        static final int LONGEST_TITLE = 80;
        static final int LONGEST_TEXT = 5000;

        /** A sentence for each field that has to be mended, by its name; empty when all is well. */
        Map<String, String> problems() {
            Map<String, String> found = new LinkedHashMap<>();
            if (title.isBlank()) {
                found.put("title", "A note needs a title.");
            } else if (title.length() > LONGEST_TITLE) {
                found.put("title", "A title has at most " + LONGEST_TITLE + " characters.");
            }
            if (text.length() > LONGEST_TEXT) {
                found.put("text", "A note has at most " + LONGEST_TEXT + " characters.");
            }
            return found;
        }
    }
}
