package io.pastelli.push.bayeux.message;

import io.pastelli.http.HttpException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what a client sent: an array of messages, or one message alone. What is no Bayeux is a 400 with a sentence.
 *
 * <p>
 * <b>Threading:</b> safe to share.
 */
public final class MessageReader {
    private final JsonFactory factory;
    private final WireLimits limits;

    /** Makes a reader. */
    public MessageReader(WireLimits limits) {
        this.limits = limits;
        this.factory = JsonFactory.builder().streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(limits.depth()).maxNumberLength(1000)
                        .maxNameLength(1000).build())
                .build();
    }

    /**
     * Reads messages; none for an empty array.
     *
     * @throws HttpException 400 when it is not JSON, not Bayeux, or beyond the limits
     */
    public List<Message> read(String text) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            List<Message> messages = switch (parser.nextToken()) {
                case START_ARRAY -> array(parser, text);
                case START_OBJECT -> List.of(message(parser, text));
                case null, default -> throw bad("send an array of messages");
            };
            if (parser.nextToken() != null) {
                throw bad("there is something after the messages");
            }
            return messages;
        } catch (JacksonException e) {
            throw bad("the body is not JSON, or too deep");
        }
    }

    private List<Message> array(JsonParser parser, String text) {
        var messages = new ArrayList<Message>(4);
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser
                .nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw bad("each message has to be an object");
            }
            if (messages.size() == limits.messages()) {
                throw bad("send at most " + limits.messages() + " messages at once");
            }
            messages.add(message(parser, text));
        }
        return messages;
    }

    private Message message(JsonParser parser, String text) {
        var draft = new Draft();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "channel" -> draft.channel(string(parser, name, Integer.MAX_VALUE));
                case "clientId" -> draft.clientId = string(parser, name, Integer.MAX_VALUE);
                case "version" -> draft.version = string(parser, name, limits.text());
                case "connectionType" -> draft.connectionType = string(parser, name, limits.text());
                case "id" -> draft.id = id(parser, text);
                case "data" -> draft.data = slice(parser, text);
                case "supportedConnectionTypes" -> draft.connectionTypes = strings(parser, name);
                case "subscription" -> {
                    boolean array = parser.currentToken() == JsonToken.START_ARRAY;
                    List<String> channels = array
                            ? strings(parser, name)
                            : List.of(string(parser, name, Integer.MAX_VALUE));
                    draft.subscription = new Message.Subscriptions(channels, array);
                }
                case "advice" -> draft.advice(slice(parser, text));
                case "ext" -> draft.ext = ext(parser, text);
                default -> parser.skipChildren();
            }
        }
        return draft.message();
    }

    private Map<String, Json> ext(JsonParser parser, String text) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return Map.of();
        }
        var fields = new LinkedHashMap<String, Json>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (fields.size() == limits.extFields()) {
                throw bad("send at most " + limits.extFields() + " fields in ext");
            }
            fields.put(name, slice(parser, text));
        }
        return fields;
    }

    private Json id(JsonParser parser, String text) {
        JsonToken token = parser.currentToken();
        Json id = slice(parser, text);
        if ((token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT)
                || id.text().length() > limits.text()) {
            throw bad("the id of a message has to be a short string");
        }
        return id;
    }

    private List<String> strings(JsonParser parser, String name) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw bad(name + " has to be an array of strings");
        }
        var found = new ArrayList<String>(4);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (found.size() == limits.messages()) {
                throw bad("name at most " + limits.messages() + " in " + name);
            }
            found.add(string(parser, name, Integer.MAX_VALUE));
        }
        return List.copyOf(found);
    }

    private static String string(JsonParser parser, String name, int longest) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw bad(name + " has to be a string");
        }
        String value = parser.getString();
        if (value.length() > longest) {
            throw bad(name + " is too long");
        }
        return value;
    }

    /** The value at hand as it was written. */
    private static Json slice(JsonParser parser, String text) {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return new Json(text.substring(from, (int) parser.currentLocation().getCharOffset()));
    }

    static HttpException bad(String sentence) {
        return new HttpException(400, sentence);
    }
}
