package io.exportcomments.integration.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every server of the realtime connection does on the wire, seen through both transports: what a client can build
 * on.
 */
abstract class RealtimeInteropContract extends RealtimeCases {
    Talk talk(Stack stack) {
        return new Talk(open(stack), server.url());
    }

    private static String data(int number) {
        return "{\"number\":" + number + "}";
    }

    @ParameterizedTest
    @EnumSource
    void connectingSubscribesToTheTokensChannel(Stack stack) {
        Talk talk = talk(stack);
        JsonObject answer = talk.connect(server.token(LONG)).getJsonObject("connect");

        assertThat(answer.getInteger("ping")).isEqualTo(1);
        assertThat(answer.getBoolean("pong")).isTrue();
        assertThat(answer.getBoolean("expires")).isTrue();
        assertThat(answer.getInteger("ttl")).isBetween(590, 600);
        assertThat(answer.getString("client")).isNotEmpty();
        JsonObject sub = answer.getJsonObject("subs").getJsonObject(server.accountChannel());
        assertThat(sub.getBoolean("recoverable")).isTrue();
        assertThat(sub.getBoolean("positioned")).isTrue();
        assertThat(sub.getString("epoch")).isNotEmpty();

        server.publish(server.accountChannel(), data(1));
        JsonObject push = talk.json().getJsonObject("push");
        assertThat(push.getString("channel")).isEqualTo(server.accountChannel());
        assertThat(push.getJsonObject("pub").getInteger("offset")).isEqualTo(1);
        assertThat(push.getJsonObject("pub").getJsonObject("data")).isEqualTo(new JsonObject(data(1)));
    }

    @ParameterizedTest
    @EnumSource
    void aJobsOwnChannelIsSubscribedByTheClient(Stack stack) {
        Talk talk = talk(stack);
        JsonObject answer = talk.connect(server.tokenWithoutChannels()).getJsonObject("connect");
        assertThat(answer.containsKey("subs")).isFalse();

        talk.say("{\"id\":2,\"subscribe\":{\"channel\":\"" + RealtimeServer.JOB_CHANNEL + "\"}}");

        assertThat(talk.json()).isEqualTo(new JsonObject("{\"id\":2,\"subscribe\":{}}"));
        server.publish(RealtimeServer.JOB_CHANNEL, data(7));
        JsonObject push = talk.json().getJsonObject("push");
        assertThat(push.getString("channel")).isEqualTo(RealtimeServer.JOB_CHANNEL);
        assertThat(push.getJsonObject("pub").containsKey("offset")).isFalse();

        talk.say("{\"id\":3,\"subscribe\":{\"channel\":\"" + RealtimeServer.JOB_CHANNEL + "\"}}");
        assertThat(talk.json().getJsonObject("error").getInteger("code")).isEqualTo(105);
        talk.say("{\"id\":4,\"subscribe\":{\"channel\":\"" + server.accountChannel() + "\"}}");
        assertThat(talk.json().getJsonObject("error").getInteger("code")).isEqualTo(103);
        talk.say("{\"id\":5,\"subscribe\":{\"channel\":\"unheard:of\"}}");
        assertThat(talk.json().getJsonObject("error").getInteger("code")).isEqualTo(102);
        talk.say("{\"id\":6,\"unsubscribe\":{\"channel\":\"" + RealtimeServer.JOB_CHANNEL + "\"}}");
        assertThat(talk.json()).isEqualTo(new JsonObject("{\"id\":6,\"unsubscribe\":{}}"));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasMissedInACutIsRecovered(Stack stack) {
        String known = positionAfterOne(stack);
        server.publish(server.accountChannel(), data(2));
        server.publish(server.accountChannel(), data(3));

        Talk again = talk(stack);
        JsonObject sub = sub(again.connect(server.token(LONG), known));

        assertThat(sub.getBoolean("recovered")).isTrue();
        assertThat(sub.getInteger("offset")).as("the offset that was asked for").isEqualTo(1);
        assertThat(sub.getJsonArray("publications").stream()
                        .map(publication -> ((JsonObject) publication).getInteger("offset")))
                .containsExactly(2, 3);
        server.publish(server.accountChannel(), data(4));
        assertThat(again.data()).isEqualTo(new JsonObject(data(4)));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasForgottenIsNotRecovered(Stack stack) {
        String known = positionAfterOne(stack);
        server.publish(server.accountChannel(), data(2));
        server.forget();

        JsonObject sub = sub(talk(stack).connect(server.token(LONG), known));

        assertThat(sub.getBoolean("recovered", false)).isFalse();
        assertThat(sub.containsKey("publications")).isFalse();
        assertThat(sub.getString("epoch")).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRestartClosesWith3001AndForgets(Stack stack) {
        Talk talk = talk(stack);
        JsonObject first = sub(talk.connect(server.token(LONG)));
        server.publish(server.accountChannel(), data(1));
        talk.data();

        server.restart();

        assertThat(talk.end()).isEqualTo("closed 3001");
        JsonObject sub = sub(talk(stack).connect(server.token(LONG), position(first.getString("epoch"), 1)));
        assertThat(sub.getBoolean("recovered", false)).isFalse();
        assertThat(sub.getString("epoch")).isNotEqualTo(first.getString("epoch"));
    }

    /** Hears one publication, breaks off, and gives how far it was. */
    private String positionAfterOne(Stack stack) {
        Talk talk = talk(stack);
        JsonObject sub = sub(talk.connect(server.token(LONG)));
        server.publish(server.accountChannel(), data(1));
        assertThat(talk.data()).isEqualTo(new JsonObject(data(1)));
        talk.cut();
        return position(sub.getString("epoch"), 1);
    }

    private String position(String epoch, int offset) {
        return "{\"%s\":{\"recover\":true,\"epoch\":\"%s\",\"offset\":%d}}"
                .formatted(server.accountChannel(), epoch, offset);
    }

    private JsonObject sub(JsonObject answer) {
        return answer.getJsonObject("connect").getJsonObject("subs").getJsonObject(server.accountChannel());
    }

    @ParameterizedTest
    @EnumSource
    void aTokenIsRenewed(Stack stack) {
        Talk talk = talk(stack);
        assertThat(talk.connect(server.token(Duration.ofSeconds(60)))
                        .getJsonObject("connect")
                        .getInteger("ttl"))
                .isBetween(50, 60);

        talk.say("{\"id\":2,\"refresh\":{\"token\":\"" + server.token(LONG) + "\"}}");

        JsonObject answer = talk.json().getJsonObject("refresh");
        assertThat(answer.getBoolean("expires")).isTrue();
        assertThat(answer.getInteger("ttl")).isBetween(590, 600);
    }

    @ParameterizedTest
    @EnumSource
    void renewingWithAnExpiredTokenClosesWith3005(Stack stack) {
        Talk talk = talk(stack);
        talk.connect(server.token(LONG));

        talk.say("{\"id\":2,\"refresh\":{\"token\":\"" + server.expiredToken() + "\"}}");

        assertThat(talk.end()).isEqualTo("closed 3005");
    }

    @ParameterizedTest
    @EnumSource
    void renewingWithAForgedTokenClosesWith3500(Stack stack) {
        Talk talk = talk(stack);
        talk.connect(server.token(LONG));

        talk.say("{\"id\":2,\"refresh\":{\"token\":\"" + server.forgedToken() + "\"}}");

        assertThat(talk.end()).isEqualTo("closed 3500");
    }

    @ParameterizedTest
    @EnumSource
    void anExpiredTokenIsAnsweredBy109(Stack stack) {
        Talk talk = talk(stack);

        JsonObject error = talk.connect(server.expiredToken()).getJsonObject("error");

        assertThat(error.getInteger("code")).isEqualTo(109);
        assertThat(error.getString("message")).isEqualTo("token expired");
    }

    @ParameterizedTest
    @EnumSource
    void aForgedTokenClosesWith3500(Stack stack) {
        Talk talk = talk(stack);

        talk.say("{\"id\":1,\"connect\":{\"token\":\"" + server.forgedToken() + "\"}}");

        talk.expect("closed 3500");
    }

    @ParameterizedTest
    @EnumSource
    void anythingBeforeConnectAndASecondConnectCloseWith3501(Stack stack) {
        Talk early = talk(stack);
        early.say("{\"id\":1,\"subscribe\":{\"channel\":\"" + RealtimeServer.JOB_CHANNEL + "\"}}");
        early.expect("closed 3501");

        Talk twice = talk(stack);
        twice.connect(server.token(LONG));
        twice.say("{\"id\":2,\"connect\":{\"token\":\"" + server.token(LONG) + "\"}}");
        assertThat(twice.end()).isEqualTo("closed 3501");
    }

    @ParameterizedTest
    @ValueSource(ints = {3011, 3503, 4000, 4500})
    void theCodeOfAnEndArrives(int code) {
        for (Stack stack : Stack.values()) {
            Talk talk = talk(stack);
            talk.connect(server.token(LONG));

            server.disconnect(code, "because");

            assertThat(talk.end()).as(stack.name()).isEqualTo("closed " + code);
        }
    }

    @ParameterizedTest
    @EnumSource
    void pingsComeInTimeAndWhoAnswersStays(Stack stack) {
        Talk talk = talk(stack);
        talk.connect(server.token(LONG));

        for (int i = 0; i < 3; i++) {
            talk.expect("{}");
            talk.say("{}");
        }

        server.publish(server.accountChannel(), data(1));
        assertThat(talk.data()).isEqualTo(new JsonObject(data(1)));
    }

    @ParameterizedTest
    @EnumSource
    void aSubscriptionCanBeTakenAway(Stack stack) {
        Talk talk = talk(stack);
        talk.connect(server.token(LONG));

        server.unsubscribe(server.accountChannel());

        JsonObject push = talk.json().getJsonObject("push");
        assertThat(push.getString("channel")).isEqualTo(server.accountChannel());
        assertThat(push.getJsonObject("unsubscribe").getInteger("code")).isEqualTo(2000);
    }
}
