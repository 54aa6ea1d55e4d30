package io.pastelli.websocket;

import io.pastelli.http.Bytes;
import java.util.ArrayList;
import java.util.List;

/** What a decoder has found, as lines. */
final class Heard implements Incoming {
    final List<String> lines = new ArrayList<>();

    @Override
    public void text(String text, int bytes) {
        lines.add("text " + text);
    }

    @Override
    public void binary(Bytes bytes) {
        lines.add("binary " + bytes.size() + " " + bytes.hashCode());
    }

    @Override
    public void ping(Bytes payload) {
        lines.add("ping " + payload.utf8());
    }

    @Override
    public void pong(Bytes payload) {
        lines.add("pong " + payload.utf8());
    }

    @Override
    public void close(CloseStatus status) {
        lines.add("close " + status.code() + " " + status.reason());
    }
}
