package io.pastelli.push.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** What Redis does in one go; each is a file of Lua beside this class, after {@code common.lua}. */
enum Script {
    CREATE, TOUCH, SUBSCRIBE, UNSUBSCRIBE, DESTROY, PUBLISH, TAKE, SETTLE, CHECK, BEAT, QUIT,
    /** Of mailboxes, after {@code box.lua}. */
    BOX_PUSH, BOX_TAKE, BOX_DONE, BOX_RELEASE, BOX_SIZE, BOX_PURGE, BOX_DEAD, BOX_REVIVE, BOX_LISTEN, BOX_TIDY,
    /** Of the log of events, after {@code log.lua}. */
    LOG_APPEND, LOG_READ, LOG_LISTEN, LOG_BEAT, LOG_ENTER, LOG_LEAVE, LOG_WHO, LOG_SEND;

    private final String text = read("common") + family() + read(name().toLowerCase(Locale.ROOT));
    private final String sha = sha(text);

    String text() {
        return text;
    }

    String sha() {
        return sha;
    }

    private String family() {
        return name().startsWith("BOX_") ? read("box") : name().startsWith("LOG_") ? read("log") : "";
    }

    private static String read(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
            if (in == null) {
                throw new IllegalStateException(name + ".lua is missing in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
