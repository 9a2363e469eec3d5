package io.exportcomments.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Centrifugo 6.9 was seen to do with commands, tokens and recoveries of every sort. */
class RealtimeRulesTest {

    private final ManualClock clock = MockClock.manual();
    private final MockService mock = MockService.builder().clock(clock).start();
    private final String account = mock.realtime().accountChannel();

    @AfterEach
    void close() {
        mock.close();
    }

    private String token(Map<String, ?> claims) {
        mock.realtime().faults().tokenClaims(1, claims);
        return mock.realtime().token();
    }

    private long inSeconds(long seconds) {
        return clock.now().getEpochSecond() + seconds;
    }

    private JsonObject connect(Object subs) {
        JsonObject request =
                new JsonObject().put("token", mock.realtime().token()).put("subs", subs);
        return RealtimeClient.json(mock)
                .ask(new JsonObject().put("id", 1).put("connect", request).encode())
                .getJsonObject("connect");
    }

    private JsonObject recovered(String epoch, long offset) {
        JsonObject seen =
                new JsonObject().put("recover", true).put("epoch", epoch).put("offset", offset);
        return connect(new JsonObject().put(account, seen))
                .getJsonObject("subs")
                .getJsonObject(account);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":2,\"ping\":{}}",
                "{\"id\":2,\"frobnicate\":{}}",
                "{\"id\":2}",
                "{\"id\":null,\"ping\":{}}",
                "{\"id\":\"2\",\"subscribe\":{\"channel\":\"x\"}}",
                "{\"subscribe\":{\"channel\":\"x\"}}",
                "{\"id\":2,\"subscribe\":null}",
                "{\"id\":2,\"subscribe\":{}}",
                "{\"id\":2,\"subscribe\":{\"channel\":\"\"}}",
                "{\"id\":2,\"unsubscribe\":{\"channel\":\"\"}}",
                "{\"id\":2,\"refresh\":{}}",
                "{\"id\":2,\"refresh\":{\"token\":\"\"}}",
                "{}",
                "\n"
            })
    void aBadCommandClosesWith3501(String command) {
        RealtimeClient client = RealtimeClient.connected(mock);
        client.send(command);
        assertThat(client.next()).isEqualTo("closed 3501 bad request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1,\"connect\":{}}",
                "{\"id\":1,\"connect\":{\"token\":\"\"}}",
                "{\"id\":1,\"connect\":{\"token\":null}}",
                "{\"id\":1,\"connect\":null}"
            })
    void connectingWithoutATokenClosesWith3501(String command) {
        RealtimeClient client = RealtimeClient.json(mock);
        client.send(command);
        assertThat(client.next()).isEqualTo("closed 3501 bad request");
    }

    @ParameterizedTest
    @CsvSource({"publish, 103", "history, 103", "sub_refresh, 103", "rpc, 108", "presence, 108", "presence_stats, 108"})
    void whatIsNotServedIsAnError(String command, int code) {
        JsonObject reply = RealtimeClient.connected(mock).ask("{\"id\":2,\"" + command + "\":{}}");
        assertThat(reply.getJsonObject("error").getInteger("code")).isEqualTo(code);
    }

    @Test
    void sendingIsNotAvailable() {
        RealtimeClient client = RealtimeClient.connected(mock);
        client.send("{\"send\":{\"data\":{}}}");
        assertThat(client.next()).isEqualTo("closed 3508 not available");
    }

    @Test
    void aPongThatNobodyAskedForClosesAndTheOneAfterAPingDoesNot() {
        RealtimeClient client = RealtimeClient.connected(mock);
        clock.advance(Duration.ofSeconds(25));
        assertThat(client.next()).isEqualTo("{}");
        client.send("{}\n{}");
        assertThat(client.next()).isEqualTo("closed 3501 bad request");
    }

    @Test
    void jsonIsReadInBinaryFramesToo() {
        RealtimeClient client = RealtimeClient.json(mock);
        client.send(Buffer.buffer(
                "{\"id\":1,\"connect\":{\"token\":\"" + mock.realtime().token() + "\"}}"));
        assertThat(new JsonObject(client.next()).containsKey("connect")).isTrue();
    }

    @Test
    void subsThatAreNullAreAsIfTheyWereAbsent() {
        assertThat(connect(null).getJsonObject("subs").fieldNames()).hasSize(5);
        assertThat(connect(new JsonObject().putNull(account))
                        .getJsonObject("subs")
                        .fieldNames())
                .hasSize(5);
    }

    @Test
    void aRefreshIsAnsweredByItsTimeAlone() {
        RealtimeClient client = RealtimeClient.connected(mock);
        JsonObject reply = client.ask(
                "{\"id\":2,\"refresh\":{\"token\":\"" + mock.realtime().token() + "\"}}");
        assertThat(reply.getJsonObject("refresh"))
                .isEqualTo(new JsonObject().put("expires", true).put("ttl", 86_400));
    }

    @Test
    void aRefreshThatWillNotDoClosesTheConnection() {
        assertThat(refreshed(Map.of("exp", inSeconds(-5)))).isEqualTo("closed 3005 connection expired");
        assertThat(refreshed(Map.of("nbf", inSeconds(300)))).isEqualTo("closed 3005 connection expired");
        assertThat(refreshed(Map.of("sub", UUID.randomUUID().toString()))).isEqualTo("closed 3500 invalid token");
        assertThat(refreshed(Map.of("channels", new JsonArray().add(account))))
                .isEqualTo("closed 3010 insufficient state");
        assertThat(refreshed(Map.of("expire_at", inSeconds(-5))))
                .isEqualTo("{\"id\":2,\"error\":{\"code\":110,\"message\":\"expired\"}}");
    }

    private String refreshed(Map<String, ?> claims) {
        RealtimeClient client = RealtimeClient.connected(mock);
        client.send("{\"id\":2,\"refresh\":{\"token\":\"" + token(claims) + "\"}}");
        return client.next();
    }

    @Test
    void tokensAreHeldToTheirTimes() {
        assertThat(connectedWith(Map.of("exp", inSeconds(0)))).contains("\"code\":109");
        assertThat(connectedWith(Map.of("nbf", inSeconds(300)))).contains("\"code\":109");
        assertThat(connectedWith(Map.of("exp", inSeconds(-5), "expire_at", inSeconds(60))))
                .contains("\"code\":109");
        assertThat(connectedWith(Map.of("expire_at", inSeconds(-5)))).contains("\"code\":110", "\"expired\"");
        assertThat(connectedWith(Map.of("expire_at", inSeconds(60)))).contains("\"ttl\":60");
        assertThat(connectedWith(Map.of("expire_at", 0))).doesNotContain("expires", "ttl");
        assertThat(connectedWith(Map.of("exp", "soon"))).isEqualTo("closed 3500 invalid token");
    }

    private String connectedWith(Map<String, ?> claims) {
        RealtimeClient client = RealtimeClient.json(mock);
        client.send("{\"id\":1,\"connect\":{\"token\":\"" + token(claims) + "\"}}");
        return client.next();
    }

    @Test
    void aMapOfSubscriptionsStandsInPlaceOfTheChannels() {
        String reply = connectedWith(Map.of("subs", new JsonObject().put(account, new JsonObject())));
        assertThat(new JsonObject(reply)
                        .getJsonObject("connect")
                        .getJsonObject("subs")
                        .fieldNames())
                .containsExactly(account);
    }

    @Test
    void atMost300PublicationsAreRecoveredAtOnce() {
        for (int i = 1; i <= 310; i++) {
            mock.realtime().publish(account, "{\"n\":" + i + "}");
        }
        assertThat(recovered("e1", 10).getJsonArray("publications")).hasSize(300);
        JsonObject tooMany = recovered("e1", 9);
        assertThat(tooMany)
                .isEqualTo(
                        new JsonObject(
                                "{\"recoverable\":true,\"positioned\":true,\"epoch\":\"e1\",\"offset\":310,\"was_recovering\":true}"));
        assertThat(recovered("e1", 310).containsKey("publications")).isFalse();
        assertThat(recovered("e1", 310).getBoolean("recovered")).isTrue();
    }

    @Test
    void anEmptyEpochIsTakenForTheRightOne() {
        for (int i = 1; i <= 5; i++) {
            mock.realtime().publish(account, "{}");
        }
        assertThat(recovered("", 3).getJsonArray("publications")).hasSize(2);
        assertThat(recovered("other", 3).containsKey("recovered")).isFalse();
    }

    @Test
    void anEntryLeavesOutAnOffsetOf0() {
        assertThat(connect(null).getJsonObject("subs").getJsonObject(account))
                .isEqualTo(new JsonObject("{\"recoverable\":true,\"positioned\":true,\"epoch\":\"e1\"}"));
    }

    @Test
    void channelsThatCannotBeRecoveredSayNothingAndTheirPublicationsHaveOffsets() {
        mock.realtime().recoverable(false);
        mock.realtime().publish(account, "{}");
        assertThat(connect(null).getJsonObject("subs").getJsonObject(account)).isEqualTo(new JsonObject());
        assertThat(recovered("e1", 1)).isEqualTo(new JsonObject().put("was_recovering", true));
        RealtimeClient client = RealtimeClient.connected(mock);
        mock.realtime().publish(account, "{}");
        assertThat(new JsonObject(client.next())
                        .getJsonObject("push")
                        .getJsonObject("pub")
                        .getInteger("offset"))
                .isEqualTo(2);
    }

    @Test
    void socketsAreAcceptedAndClosedAtOnceOnDemand() {
        mock.realtime().faults().closeOnOpen(2, 3001, "shutdown");
        for (int i = 0; i < 2; i++) {
            assertThat(RealtimeClient.json(mock).next()).isEqualTo("closed 3001 shutdown");
        }
        assertThat(RealtimeClient.connected(mock)).isNotNull();
    }

    @Test
    void aConnectReplyIsFollowedByACloseOnDemand() {
        mock.realtime().faults().closeAfterConnect(1, 3005, "connection expired");
        RealtimeClient client = RealtimeClient.json(mock);
        assertThat(client.connect(mock.realtime().token()).containsKey("connect"))
                .isTrue();
        assertThat(client.next()).isEqualTo("closed 3005 connection expired");
        assertThat(mock.realtime().connections()).isEmpty();
    }

    private String handshake(String... headers) throws IOException {
        StringBuilder request =
                new StringBuilder("GET /connection/websocket HTTP/1.1\r\nHost: 127.0.0.1:" + mock.port() + "\r\n");
        request.append("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
        request.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        try (RawClient client = new RawClient(mock)) {
            client.write(request.append("\r\n").toString());
            return client.readUntil("\r\n");
        }
    }

    @Test
    void oneSocketTooManyIs503AtTheHandshake() throws IOException {
        mock.realtime().connectionLimit(1);
        RealtimeClient first = RealtimeClient.connected(mock);
        assertThat(handshake()).startsWith("HTTP/1.1 503 ");
        first.close();
        mock.realtime().await(sockets -> sockets.isEmpty(), Duration.ofSeconds(10));
        assertThat(handshake()).startsWith("HTTP/1.1 101 ");
        assertThatThrownBy(() -> mock.realtime().connectionLimit(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPageOfAnotherOriginMayNotConnect() throws IOException {
        assertThat(handshake("Origin: http://evil.example")).startsWith("HTTP/1.1 403 ");
        assertThat(handshake("Origin: null")).startsWith("HTTP/1.1 403 ");
        assertThat(handshake("Origin: http://127.0.0.1:" + mock.port())).startsWith("HTTP/1.1 101 ");
    }
}
