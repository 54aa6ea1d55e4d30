package io.pastelli.push.bayeux.transport;

import io.pastelli.conn.BodyOptions;
import io.pastelli.conn.BodyRead;
import io.pastelli.conn.Conn;
import io.pastelli.conn.Params;
import io.pastelli.http.HttpException;
import io.pastelli.push.bayeux.message.Message;
import io.pastelli.push.bayeux.message.MessageReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the messages out of a request. */
final class Body {
    private final MessageReader reader;
    private final int most;
    private final boolean forms;

    Body(MessageReader reader, int most, boolean forms) {
        this.reader = reader;
        this.most = most;
        this.forms = forms;
    }

    /** Messages of a POST: JSON, or a form with fields named {@code message}. */
    List<Message> posted(Conn conn) {
        String type = conn.reqHeader("content-type").orElse("").toLowerCase(Locale.ROOT).split(";", 2)[0]
                .strip();
        boolean json = type.equals("application/json") || type.equals("text/json") || type.endsWith("+json");
        if (!json && !forms) {
            throw new HttpException(415, "send application/json");
        }
        String text = text(conn);
        return json ? reader.read(text) : messages(Params.decode(text));
    }

    /** Messages of a form or a query. */
    List<Message> messages(Params params) {
        List<String> texts = params.all("message");
        if (texts.isEmpty()) {
            throw new HttpException(400, "send messages as JSON, or in a field named message");
        }
        var messages = new ArrayList<Message>();
        texts.forEach(text -> messages.addAll(reader.read(text)));
        return messages;
    }

    private String text(Conn conn) {
        BodyRead read = conn.readBody(BodyOptions.DEFAULT.withLength(most));
        if (read instanceof BodyRead.More more
                && !(more.conn().readBody(BodyOptions.DEFAULT.withLength(1)) instanceof BodyRead.Done done
                        && done.bytes().isEmpty())) {
            throw new HttpException(413, "send at most " + most + " bytes at once");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(read.bytes().asByteBuffer()).toString();
        } catch (CharacterCodingException e) {
            throw new HttpException(400, "the body is not UTF-8");
        }
    }
}
