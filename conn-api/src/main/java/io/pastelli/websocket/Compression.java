package io.pastelli.websocket;

import io.pastelli.http.Headers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was agreed on about compression (RFC 7692 section 7.1). For the core.
 *
 * @param options ours
 * @param ownTakeover whether our messages depend on those before
 * @param clientTakeover whether the client's messages do
 * @param answer the value of the response's {@code sec-websocket-extensions}
 */
public record Compression(PerMessageDeflate options, boolean ownTakeover, boolean clientTakeover,
        String answer) {
    private static final String NAME = "permessage-deflate";
    private static final String OWN = "server_no_context_takeover";
    private static final String CLIENTS = "client_no_context_takeover";
    private static final String OWN_WINDOW = "server_max_window_bits";
    private static final String CLIENTS_WINDOW = "client_max_window_bits";
    private static final Set<String> KNOWN = Set.of(OWN, CLIENTS, OWN_WINDOW, CLIENTS_WINDOW);

    /** Takes the first offer that we can keep; empty when there is none. */
    static Optional<Compression> agree(Headers headers, PerMessageDeflate options) {
        return Handshake.tokens(headers, "sec-websocket-extensions").stream()
                .flatMap(offer -> parameters(offer).stream()).filter(Compression::possible).findFirst()
                .map(offer -> accept(offer, options));
    }

    private static Compression accept(Map<String, String> offer, PerMessageDeflate options) {
        boolean own = options.contextTakeover() && !offer.containsKey(OWN);
        boolean client = options.contextTakeover() && !offer.containsKey(CLIENTS);
        List<String> answer = new ArrayList<>(List.of(NAME));
        if (!own) {
            answer.add(OWN);
        }
        if (!client) {
            answer.add(CLIENTS);
        }
        if (offer.containsKey(OWN_WINDOW)) {
            answer.add(OWN_WINDOW + "=15");
        }
        return new Compression(options, own, client, String.join("; ", answer));
    }

    /** Reads one offer; empty when it is another extension or malformed. */
    private static Optional<Map<String, String>> parameters(String offer) {
        String[] parts = offer.split(";", -1);
        if (!parts[0].strip().equalsIgnoreCase(NAME)) {
            return Optional.empty();
        }
        var found = new HashMap<String, String>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String name = (equals < 0 ? parts[i] : parts[i].substring(0, equals)).strip()
                    .toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : parts[i].substring(equals + 1).strip().replace("\"", "");
            if (!KNOWN.contains(name) || found.put(name, value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    /** The JDK's compressor has a window of 15 bits and no other; its decompressor takes every window. */
    private static boolean possible(Map<String, String> offer) {
        return offer.getOrDefault(OWN, "").isEmpty() && offer.getOrDefault(CLIENTS, "").isEmpty()
                && offer.getOrDefault(OWN_WINDOW, "15").equals("15")
                && offer.getOrDefault(CLIENTS_WINDOW, "").matches("|[89]|1[0-5]");
    }
}
