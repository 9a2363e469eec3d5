package io.exportcomments.integration.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Centrifugo's rules for commands, tokens and recoveries, down to its codes, seen through both transports. */
abstract class RealtimeRulesContract extends RealtimeCases {
    private Talk talk(Stack stack) {
        return new Talk(open(stack), server.url());
    }

    private String position(String epoch, int offset) {
        return "{\"%s\":{\"recover\":true,\"epoch\":\"%s\",\"offset\":%d}}"
                .formatted(server.accountChannel(), epoch, offset);
    }

    private JsonObject sub(JsonObject answer) {
        return answer.getJsonObject("connect").getJsonObject("subs").getJsonObject(server.accountChannel());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":2,\"ping\":{}}",
                "{\"id\":2,\"frobnicate\":{}}",
                "{\"id\":2}",
                "{\"subscribe\":{\"channel\":\"x\"}}",
                "{\"id\":2,\"subscribe\":{}}",
                "{\"id\":2,\"subscribe\":{\"channel\":\"\"}}",
                "{\"id\":2,\"unsubscribe\":{\"channel\":\"\"}}",
                "{\"id\":2,\"refresh\":{}}",
                "{}"
            })
    void aBadCommandClosesWith3501(String command) {
        Talk talk = talk(Stack.VERTX);
        talk.connect(server.token(LONG));

        talk.say(command);

        talk.expect("closed 3501");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1,\"connect\":{}}",
                "{\"id\":1,\"connect\":{\"token\":\"\"}}",
                "{\"id\":1,\"connect\":null}"
            })
    void connectingWithoutATokenClosesWith3501(String command) {
        Talk talk = talk(Stack.VERTX);

        talk.say(command);

        talk.expect("closed 3501");
    }

    @ParameterizedTest
    @CsvSource({"publish, 103", "history, 103", "rpc, 108", "presence, 108"})
    void whatIsNotServedIsAnError(String command, int code) {
        Talk talk = talk(Stack.VERTX);
        talk.connect(server.token(LONG));

        talk.say("{\"id\":2,\"%s\":{\"channel\":\"%s\",\"data\":{},\"token\":\"x\"}}"
                .formatted(command, server.accountChannel()));

        assertThat(talk.json().getJsonObject("error").getInteger("code")).isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource
    void subsThatAreNullAreAsIfTheyWereAbsent(Stack stack) {
        JsonObject sub = sub(talk(stack).connect(server.token(LONG), "null"));

        assertThat(sub.getBoolean("recoverable")).isTrue();
        assertThat(sub.containsKey("offset")).as("an offset of 0").isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void renewingIsAnsweredByTheTimeAlone(Stack stack) {
        Talk talk = talk(stack);
        talk.connect(server.token(LONG));

        talk.say("{\"id\":2,\"refresh\":{\"token\":\"" + server.token(LONG) + "\"}}");

        assertThat(talk.json().getJsonObject("refresh").fieldNames()).containsExactlyInAnyOrder("expires", "ttl");
    }

    @ParameterizedTest
    @EnumSource
    void renewingWithAnotherUsersTokenClosesWith3500(Stack stack) {
        assertThat(renewed(stack, Map.of("sub", "6b1c1f1c-6e53-4b3c-9d0d-0f2d5e7f9a11")))
                .isEqualTo("closed 3500");
    }

    @ParameterizedTest
    @EnumSource
    void renewingWithOtherChannelsClosesWith3010(Stack stack) {
        assertThat(renewed(stack, Map.of("channels", List.of(server.accountChannel()))))
                .isEqualTo("closed 3010");
    }

    @ParameterizedTest
    @EnumSource
    void renewingWithATokenThatIsNotGoodYetClosesWith3005(Stack stack) {
        assertThat(renewed(stack, Map.of("nbf", inSeconds(300)))).isEqualTo("closed 3005");
    }

    @ParameterizedTest
    @EnumSource
    void renewingAConnectionThatWouldHaveExpiredIsAnsweredBy110(Stack stack) {
        assertThat(renewed(stack, Map.of("expire_at", inSeconds(-10)))).contains("\"code\":110");
    }

    private String renewed(Stack stack, Map<String, Object> claims) {
        Talk talk = talk(stack);
        talk.connect(server.token(LONG));
        talk.say("{\"id\":2,\"refresh\":{\"token\":\"" + server.tokenWith(claims) + "\"}}");
        return talk.next();
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatIsNotGoodYetIsAnsweredBy109AndAnExpiredConnectionBy110(Stack stack) {
        assertThat(refusal(stack, Map.of("nbf", inSeconds(300)))).isEqualTo(109);
        assertThat(refusal(stack, Map.of("expire_at", inSeconds(-10)))).isEqualTo(110);
        assertThat(refusal(stack, Map.of("exp", inSeconds(-10), "expire_at", inSeconds(100))))
                .isEqualTo(109);
    }

    private int refusal(Stack stack, Map<String, Object> claims) {
        return talk(stack)
                .connect(server.tokenWith(claims))
                .getJsonObject("error")
                .getInteger("code");
    }

    @Test
    void aConnectionThatNeverExpiresSaysNothingOfItsTime() {
        JsonObject answer = talk(Stack.VERTX).connect(server.tokenWith(Map.of("expire_at", 0)));

        assertThat(answer.getJsonObject("connect").fieldNames()).doesNotContain("expires", "ttl");
    }

    private static long inSeconds(long seconds) {
        return Instant.now().getEpochSecond() + seconds;
    }

    @Test
    void atMost300AreRecoveredAtOnce() {
        Talk first = talk(Stack.VERTX);
        String epoch = sub(first.connect(server.token(LONG))).getString("epoch");
        first.cut();
        for (int i = 1; i <= 305; i++) {
            server.publish(server.accountChannel(), "{\"number\":" + i + "}");
        }

        JsonObject all = recovered(epoch, 5);
        assertThat(all.getBoolean("recovered")).isTrue();
        assertThat(all.getJsonArray("publications")).hasSize(300);
        JsonObject tooMany = recovered(epoch, 4);
        assertThat(tooMany.getBoolean("recovered", false)).isFalse();
        assertThat(tooMany.getInteger("offset")).isEqualTo(305);
        assertThat(tooMany.containsKey("publications")).isFalse();
        assertThat(recovered("", 300).getJsonArray("publications"))
                .as("with an empty epoch")
                .hasSize(5);
        assertThat(recovered("another", 300).getBoolean("recovered", false)).isFalse();
    }

    private JsonObject recovered(String epoch, int offset) {
        return sub(talk(Stack.VERTX).connect(server.token(LONG), position(epoch, offset)));
    }

    /** Only one of the transports sends this header, and programs send none. */
    @Test
    void aPageOfAnotherOriginMayNotConnect() {
        Talk refused = new Talk(open(Stack.RETROFIT), server.url(), Map.of("Origin", "http://elsewhere.example"));

        assertThat(refused.next()).startsWith("failed ").contains("403");
    }
}
