package io.exportcomments.transport.vertx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.network.NetworkSettings;
import io.exportcomments.port.Timeouts;
import io.exportcomments.testkit.transport.Reply;
import io.exportcomments.testkit.transport.ScriptedServer;
import io.exportcomments.transport.http.spi.ConnectionChoice;
import io.exportcomments.transport.http.spi.HttpAnswer;
import io.exportcomments.transport.http.spi.HttpRequest;
import io.exportcomments.transport.http.spi.SendListener;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request is answered or fails, once. */
@Timeout(60)
class VertxSenderTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    private final ScriptedServer server = ScriptedServer.start();
    private final VertxStack stack =
            VertxStack.open(null, new HttpClientOptions(), NetworkSettings.DEFAULT, Timeouts.DEFAULT, VertxStack.CALLS);
    private final VertxSender sender = new VertxSender(stack);

    @AfterEach
    void close() {
        stack.close();
        server.close();
    }

    private enum Odd {
        TWO_ANSWERS,
        AN_ANSWER_AND_A_RESET,
        HALF_AN_ANSWER,
        NO_ANSWER,
        NO_HTTP,
        AN_UNKNOWN_INTERIM_ANSWER
    }

    private static Reply reply(Odd odd) {
        return switch (odd) {
            case TWO_ANSWERS -> (request, peer) -> peer.send(OK + OK);
            case AN_ANSWER_AND_A_RESET ->
                (request, peer) -> {
                    peer.send(OK);
                    peer.reset();
                };
            case HALF_AN_ANSWER -> Reply.rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n{");
            case NO_ANSWER -> Reply.reset();
            case NO_HTTP -> (request, peer) -> peer.send("SSH-2.0-OpenSSH_9.7\r\n\r\n");
            case AN_UNKNOWN_INTERIM_ANSWER -> (request, peer) -> peer.send("HTTP/1.1 199 Wait\r\n\r\n" + OK);
        };
    }

    /** Writes down what it is told at last. */
    private static final class Ends implements SendListener {
        private final boolean wants;
        final List<String> told = new CopyOnWriteArrayList<>();
        final CompletableFuture<String> first = new CompletableFuture<>();

        Ends(boolean wants) {
            this.wants = wants;
        }

        private void end(String how) {
            told.add(how);
            first.complete(how);
        }

        @Override
        public void started() {}

        @Override
        public void connecting() {}

        @Override
        public void connected() {}

        @Override
        public boolean sending(boolean reused) {
            return true;
        }

        @Override
        public boolean wants(HttpAnswer answer) {
            return wants;
        }

        @Override
        public void answered(HttpAnswer answer) {
            end("answered");
        }

        @Override
        public void failed(Throwable failure) {
            end("failed");
        }
    }

    private Runnable send(Ends ends, ConnectionChoice connection) {
        URI address = server.url().resolve("/api/v1/ping");
        return sender.send(new HttpRequest("GET", address, Map.of(), null, null, connection), ends);
    }

    private void sendAnother() throws Exception {
        Ends another = new Ends(true);
        send(another, ConnectionChoice.FRESH);
        assertThat(another.first.get(30, TimeUnit.SECONDS)).isEqualTo("answered");
    }

    @ParameterizedTest
    @EnumSource
    void whateverComesOneEndIsTold(Odd odd) throws Exception {
        for (boolean wanted : new boolean[] {true, false}) {
            server.reply(reply(odd), Reply.json(200, "{}"));
            Ends ends = new Ends(wanted);
            send(ends, ConnectionChoice.POOLED);
            ends.first.get(30, TimeUnit.SECONDS);
            sendAnother();
            assertThat(ends.told).hasSize(1);
        }
    }

    @Test
    void whatWasGivenUpIsToldNothing() throws Exception {
        CompletableFuture<Boolean> arrived = new CompletableFuture<>();
        server.reply(
                (request, peer) -> {
                    arrived.complete(true);
                    peer.awaitHangUp();
                },
                Reply.json(200, "{}"));
        Ends ends = new Ends(true);
        Runnable abort = send(ends, ConnectionChoice.POOLED);
        arrived.get(30, TimeUnit.SECONDS);
        abort.run();
        abort.run();
        sendAnother();
        assertThat(ends.told).isEmpty();
    }
}
