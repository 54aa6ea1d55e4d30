package io.pastelli.conn;

import io.pastelli.http.HttpException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the tree behind {@link Params#tree}, in time linear to the text. */
final class ParamTree {
    static final int DEEPEST = 32;

    /** A node while it grows: a leaf, a list or a map. */
    private sealed interface Node {
        record Leaf(Param value) implements Node {}

        record ListNode(List<Node> items) implements Node {}

        record MapNode(Map<String, Node> fields) implements Node {}
    }

    private final Node.MapNode root = new Node.MapNode(new LinkedHashMap<>());

    void put(String name, Param value) {
        put(root, path(name), value);
    }

    Param.Fields fields() {
        return (Param.Fields) finished(root);
    }

    private static void put(Node.MapNode map, List<String> path, Param value) {
        String key = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        if (rest.isEmpty()) {
            map.fields().put(key, new Node.Leaf(value));
        } else if (rest.getFirst().isEmpty()) {
            add(listAt(map, key), rest.subList(1, rest.size()), value);
        } else {
            put(mapAt(map, key), rest, value);
        }
    }

    /** What follows a list's brackets makes a new element of its own. */
    private static void add(Node.ListNode list, List<String> rest, Param value) {
        if (rest.isEmpty()) {
            list.items().add(new Node.Leaf(value));
        } else if (rest.getFirst().isEmpty()) {
            var nested = new Node.ListNode(new ArrayList<>());
            add(nested, rest.subList(1, rest.size()), value);
            list.items().add(nested);
        } else {
            var nested = new Node.MapNode(new LinkedHashMap<>());
            put(nested, rest, value);
            list.items().add(nested);
        }
    }

    private static Node.ListNode listAt(Node.MapNode map, String key) {
        if (map.fields().get(key) instanceof Node.ListNode known) {
            return known;
        }
        var fresh = new Node.ListNode(new ArrayList<>());
        map.fields().put(key, fresh);
        return fresh;
    }

    private static Node.MapNode mapAt(Node.MapNode map, String key) {
        if (map.fields().get(key) instanceof Node.MapNode known) {
            return known;
        }
        var fresh = new Node.MapNode(new LinkedHashMap<>());
        map.fields().put(key, fresh);
        return fresh;
    }

    /** {@code a[b][]} is a, b and the empty name; brackets that do not pair are part of the name. */
    private static List<String> path(String name) {
        int open = name.indexOf('[');
        if (open <= 0 || !name.endsWith("]")) {
            return List.of(name);
        }
        var path = new ArrayList<String>();
        path.add(name.substring(0, open));
        for (int at = open; at < name.length();) {
            int close = name.indexOf(']', at);
            int nextOpen = name.indexOf('[', at + 1);
            if (name.charAt(at) != '[' || close < 0 || (nextOpen > 0 && nextOpen < close)) {
                return List.of(name);
            }
            path.add(name.substring(at + 1, close));
            if (path.size() > DEEPEST) {
                throw new HttpException(400, "a parameter is nested deeper than " + DEEPEST + ": flatten it");
            }
            at = close + 1;
        }
        return path;
    }

    private static Param finished(Node node) {
        return switch (node) {
            case Node.Leaf leaf -> leaf.value();
            case Node.ListNode list ->
                new Param.Items(list.items().stream().map(ParamTree::finished).toList());
            case Node.MapNode map -> {
                var fields = new LinkedHashMap<String, Param>();
                map.fields().forEach((key, value) -> fields.put(key, finished(value)));
                yield new Param.Fields(Collections.unmodifiableMap(fields));
            }
        };
    }
}
