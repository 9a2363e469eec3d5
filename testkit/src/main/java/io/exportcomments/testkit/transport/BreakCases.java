package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.Sent;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.TransportProvider;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

abstract class BreakCases extends TransportCases {
    private static final ExportRequest REQUEST = ExportRequest.of("https://example.org/");

    BreakCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @Test
    void whereNobodyListensNothingWasSent() {
        URI nobody = server.url();
        server.close();

        ConnectionException error = failure(
                ConnectionException.class,
                open(nobody, timeouts(LONG, LONG)).jobs().create(REQUEST));

        assertThat(error.sent()).isEqualTo(Sent.NO);
        assertThat(error.timeout()).isFalse();
        assertThat(error)
                .hasMessage(
                        "Could not create the export job: no connection could be made: the connection was refused before the request was sent."
                                + " Check the network and the base URL, and try again");
    }

    @Test
    void toAHostWithoutAnAddressNothingWasSent() {
        URI unknown = URI.create("http://no-such-host.invalid");

        ConnectionException error = failure(
                ConnectionException.class,
                open(unknown, timeouts(LONG, LONG)).jobs().create(REQUEST));

        assertThat(error.sent()).isEqualTo(Sent.NO);
        assertThat(error).hasMessageContaining(": the host was not found before the request was sent.");
    }

    @Test
    void whereTlsIsNotSpokenNothingWasSent() {
        server.greet(Reply.rawThenClose("220 this is a mail server\r\n"));
        URI secure = URI.create("https://127.0.0.1:" + server.url().getPort());

        ConnectionException error = failure(
                ConnectionException.class,
                open(secure, timeouts(LONG, LONG)).jobs().create(REQUEST));

        assertThat(error.sent()).isEqualTo(Sent.NO);
        assertThat(error.timeout()).isFalse();
        assertThat(error)
                .hasMessageContaining(
                        "no secure connection could be made: the server does not speak TLS there before the");
    }

    @Test
    void toAServerThatIsNotTrustedNothingWasSent() {
        try (ScriptedServer stranger = ScriptedServer.startSecure(TlsIdentity.load())) {
            ConnectionException error = failure(
                    ConnectionException.class,
                    open(stranger.url(), timeouts(LONG, LONG)).jobs().create(REQUEST));

            assertThat(error.sent()).isEqualTo(Sent.NO);
            assertThat(error)
                    .hasMessage(
                            "Could not create the export job: no secure connection could be made: the server's certificate is not trusted before the request"
                                    + " was sent. Check the network and the base URL, and try again");
            assertThat(stranger.requests()).isEmpty();
        }
    }

    @Test
    void aResetBeforeTheRequestWasTakenIsABrokenConnection() {
        server.greet(Reply.reset());

        ConnectionException error = failure(ConnectionException.class, jobs().create(REQUEST));

        assertThat(error.timeout()).isFalse();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aResetAfterTheRequestWasTakenMayHaveBeenSentAndIsNotSentAgain() {
        assertBrokenOnce(Reply.reset());
    }

    @Test
    void anEndWithoutAnAnswerMayHaveBeenSentAndIsNotSentAgain() {
        assertBrokenOnce((request, peer) -> peer.close());
    }

    @Test
    void anEndWithinTheHeadersMayHaveBeenSentAndIsNotSentAgain() {
        assertBrokenOnce(Reply.rawThenClose("HTTP/1.1 200 OK\r\nContent-Ty"));
    }

    @Test
    void whatIsNotHttpMayHaveBeenSentAndIsNotSentAgain() {
        for (String garbage : List.of("SSH-2.0-OpenSSH_9.6\r\n\r\n", "\0\1\2\3\r\n\r\n", "HTTP/1.1 abc\r\n\r\n")) {
            assertOnce(Reply.rawThenClose(garbage));
        }
    }

    @Test
    void headersWithoutEndDoNotFillTheMemory() {
        server.reply((request, peer) -> {
            peer.send("HTTP/1.1 200 OK\r\n");
            while (peer.isOpen()) {
                peer.send("X-Header: " + "x".repeat(1_000) + "\r\n");
            }
        });

        ConnectionException error = failure(ConnectionException.class, jobs().get(GUID));

        assertThat(error.sent()).isEqualTo(Sent.MAYBE);
        server.awaitEnd(1);
    }

    @Test
    void aConnectionThatTheServiceClosedWhileItWasIdleIsNotUsedAgain() {
        server.reply(
                (request, peer) -> {
                    Reply.json(200, JOB).to(request, peer);
                    peer.pause(250);
                    peer.close();
                },
                Reply.json(200, JOB),
                Reply.json(201, JOB));
        JobTransport jobs = jobs();
        answer(jobs.get(GUID));
        server.awaitEnd(1);

        assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);
        assertThat(answer(jobs.create(REQUEST)).guid()).isEqualTo(GUID);
        assertThat(server.requests()).hasSize(3);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void manyIdleConnectionsMayBeClosedAtOnce() {
        server.reply((request, peer) -> {
            server.awaitRequests(8);
            Reply.json(200, JOB).to(request, peer);
            peer.pause(250);
            peer.close();
        });
        JobTransport jobs = jobs();
        List<CompletableFuture<?>> calls = java.util.stream.Stream.<CompletableFuture<?>>generate(() -> jobs.get(GUID))
                .limit(8)
                .toList();
        calls.forEach(TransportCases::answer);
        server.awaitNoConnection();

        assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);
        assertThat(server.requests()).hasSize(9);
    }

    private void assertBrokenOnce(Reply broken) {
        for (ConnectionException error : assertOnce(broken)) {
            assertThat(error).hasMessageContaining(": the connection broke after the request was sent. Check");
        }
    }

    private List<ConnectionException> assertOnce(Reply broken) {
        server.reply(broken);
        JobTransport jobs = jobs();
        int before = server.requests().size();
        List<ConnectionException> errors = List.of(
                failure(ConnectionException.class, jobs.create(REQUEST)),
                failure(ConnectionException.class, jobs.get(GUID)),
                failure(ConnectionException.class, jobs.retry(GUID)));
        assertThat(errors).extracting(ConnectionException::sent).containsOnly(Sent.MAYBE);
        assertThat(errors).extracting(ConnectionException::timeout).containsOnly(false);
        assertThat(server.requests()).as("each request once").hasSize(before + 3);
        return errors;
    }
}
