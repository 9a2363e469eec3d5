package io.exportcomments.integration.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How long a server waits for its clients, how many it takes, and in which frames, by a server of little patience and
 * two places.
 */
abstract class RealtimePatienceContract extends RealtimeCases {
    static final int PLACES = 2;

    private Talk talk(Stack stack) {
        return new Talk(open(stack), server.url());
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotConnectIsClosedWith3502(Stack stack) {
        assertThat(talk(stack).next()).isEqualTo("closed 3502");
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotAnswerAPingIsClosedWith3012(Stack stack) {
        Talk talk = talk(stack);
        talk.connect(server.token(LONG));

        assertThat(talk.end()).isEqualTo("closed 3012");
    }

    @ParameterizedTest
    @EnumSource
    void oneTooManyIsRefusedAtTheHandshakeBy503(Stack stack) {
        for (int i = 0; i < PLACES; i++) {
            talk(stack).connect(server.token(LONG));
        }

        assertThat(new Talk(open(stack), server.url(), Map.of()).next())
                .startsWith("failed ")
                .contains("503");
    }

    @Test
    void jsonIsReadInBinaryFramesToo() throws Exception {
        String connect = "{\"id\":1,\"connect\":{\"token\":\"" + server.token(LONG) + "\"}}";
        FirstText heard = new FirstText();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(server.url(), heard)
                .get(10, TimeUnit.SECONDS);

        socket.sendBinary(ByteBuffer.wrap(connect.getBytes(StandardCharsets.UTF_8)), true)
                .get(10, TimeUnit.SECONDS);

        JsonObject answer = new JsonObject(heard.text.get(10, TimeUnit.SECONDS));
        socket.abort();
        assertThat(answer.getInteger("id")).isEqualTo(1);
        assertThat(answer.getJsonObject("connect").getJsonObject("subs").fieldNames())
                .contains(server.accountChannel());
    }

    /** The JDK's client: those of the transports send text only. */
    private static final class FirstText implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();
        private final CompletableFuture<String> text = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                text.complete(parts.toString().lines().findFirst().orElseThrow());
            }
            socket.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            text.completeExceptionally(error);
        }
    }
}
