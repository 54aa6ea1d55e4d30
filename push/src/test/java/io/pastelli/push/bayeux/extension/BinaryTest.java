package io.pastelli.push.bayeux.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pastelli.push.bayeux.Bayeux;
import io.pastelli.push.bayeux.message.Event;
import io.pastelli.push.bayeux.message.Json;
import io.pastelli.testkit.TestConn;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CometD's bytes in messages. */
class BinaryTest {
    private final Bayeux bayeux = Bayeux.create().extension(new Binary());

    @Test
    void theTextIsThatOfTheSpecification() {
        byte[] bytes = {(byte) 0x86, 0x4F, (byte) 0xD2, 0x6F, (byte) 0xB5, 0x59, (byte) 0xF7, 0x5B};
        assertThat(Z85.encode(bytes)).isEqualTo("HelloWorld");
        assertThat(Z85.decode("HelloWorld")).hasValueSatisfying(
                back -> assertThat(back).isEqualTo(bytes));
    }

    @Test
    void anyBytesComeBack() {
        var random = new Random(1);
        for (int size = 0; size < 300; size++) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            if (size % 3 == 0) {
                Arrays.fill(bytes, (byte) 0xff);
            }
            assertThat(Z85.decode(Z85.encode(bytes))).hasValueSatisfying(
                    back -> assertThat(back).isEqualTo(bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "HelloWorlda", "Hello World", "Hell\"", "Hellö", "#####"})
    void whatIsNoZ85IsRefused(String text) {
        assertThat(Z85.decode(text)).isEmpty();
    }

    @Test
    void bytesOfAClientReachSubscribersMarkedAndTheServerAsBytes() throws Exception {
        var seen = new LinkedBlockingQueue<String>();
        bayeux.subscribe("/a", (event, subscription) -> seen.add(event.ext().keySet() + " "
                + Binary.bytes(event.data()).length));
        String client = handshake();
        post("{'channel':'/meta/subscribe','subscription':'/a','clientId':'" + client + "'}");
        assertThat(post("{'channel':'/a','clientId':'" + client
                + "','data':{'data':'HelloWorld','last':true,'meta':{'n':1}},'ext':{'binary':{},'x':1}}"))
                .contains("\"successful\":true");
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("[binary] 8");
        assertThat(poll(client)).contains(
                "\"data\":{\"data\":\"HelloWorld\",\"last\":true,\"meta\":{\"n\":1}}",
                "\"ext\":{\"binary\":{}}");
    }

    @Test
    void bytesOfTheServerAreWhatCometDsClientsExpect() {
        String client = handshake();
        bayeux.session(client).orElseThrow().deliver(Binary.event("/b", new byte[]{1, 2, 3}));
        assertThat(poll(client)).contains("\"data\":\"" + Z85.encode(new byte[]{1, 2, 3}), "\"last\":true",
                "\"ext\":{\"binary\":{}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'data':'a'}", "{'data':5}", "{}", "'HelloWorld'", "null"})
    void whatOnlyClaimsToBeBytesIsRefused(String data) {
        assertThat(post("{'channel':'/a','clientId':'" + handshake() + "','data':" + data
                + ",'ext':{'binary':{}}}")).contains("\"error\":\"400:binary:Bad request\"");
    }

    @Test
    void dataWithoutBytesHasNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> Binary.bytes(Json.of(Map.of("data", 1))))
                .withMessageContaining("ext.binary");
        assertThat(Binary.bytes(Event.of("/a", Map.of("data", "HelloWorld")).data())).hasSize(8);
    }

    private String handshake() {
        var id = Pattern.compile("\"clientId\":\"([^\"]+)\"").matcher(post(
                "{'channel':'/meta/handshake','version':'1.0','supportedConnectionTypes':['long-polling']}"));
        assertThat(id.find()).isTrue();
        return id.group(1);
    }

    private String poll(String client) {
        return post(
                "{'channel':'/meta/connect','connectionType':'long-polling','clientId':'" + client + "'}");
    }

    private String post(String message) {
        return TestConn.post("/").header("content-type", "application/json").body(message.replace('\'', '"'))
                .start(bayeux.plug()).text();
    }
}
