package io.pastelli.push.mailbox;

import io.pastelli.conn.Conn;
import io.pastelli.http.Bytes;
import io.pastelli.push.mailbox.store.Lease;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** How messages become a response. */
final class Answers {
    private Answers() {}

    /** Sends one message as it is. */
    static Conn one(Conn conn, Lease lease) {
        return conn.putRespHeader("content-type", lease.message().contentType())
                .putRespHeader("mailbox-id", lease.message().id())
                .putRespHeader("mailbox-deliveries", String.valueOf(lease.deliveries()))
                .putRespHeader("mailbox-sent", lease.message().sentAt().toString())
                .sendResp(200, lease.message().body());
    }

    /** Sends some as an array of JSON objects. */
    static Conn some(Conn conn, List<Lease> leases) {
        return conn.putRespHeader("content-type", "application/json; charset=utf-8").sendResp(200,
                Bytes.of(JsonMapper.shared().writeValueAsBytes(leases.stream().map(Answers::json).toList())));
    }

    private static Map<String, Object> json(Lease lease) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", lease.message().id());
        json.put("deliveries", lease.deliveries());
        json.put("sent", lease.message().sentAt().toString());
        json.put("type", lease.message().contentType());
        ByteBuffer body = lease.message().body().asByteBuffer();
        try {
            json.put("text", StandardCharsets.UTF_8.newDecoder().decode(body).toString());
        } catch (CharacterCodingException e) {
            json.put("base64", lease.message().body().toByteArray()); // as Jackson writes bytes
        }
        return json;
    }
}
