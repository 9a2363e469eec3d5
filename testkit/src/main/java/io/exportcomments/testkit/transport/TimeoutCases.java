package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.Sent;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.TransportProvider;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

abstract class TimeoutCases extends TransportCases {
    private static final Duration SHORT = Duration.ofMillis(300);

    TimeoutCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @Test
    void aSilentServiceIsGivenUpAfterTheAttemptsTime() {
        server.reply(Reply.silence());

        ConnectionException error = timeout(jobs(LONG, SHORT)::ping, SHORT);

        assertThat(error.sent()).isEqualTo(Sent.MAYBE);
        assertThat(error)
                .hasMessage("Could not reach the service: no answer came within 0.300 s after the request was sent."
                        + " Check the network and the base URL, and try again");
        server.awaitEnd(1);
    }

    @Test
    void aBodyThatDripsIsGivenUpAfterTheAttemptsTime() {
        server.reply((request, peer) -> {
            peer.head(200, "Content-Type: application/json", "Content-Length: 5000");
            while (true) {
                peer.send(" ");
                peer.pause(20);
            }
        });

        ConnectionException error = timeout(() -> jobs(LONG, SHORT).get(GUID), SHORT);

        assertThat(error.sent()).isEqualTo(Sent.MAYBE);
        server.awaitEnd(1);
    }

    @Test
    void aConnectionThatDoesNotComeAboutIsGivenUpAfterTheConnectTime() {
        try (FullBacklog unreachable = FullBacklog.open()) {
            JobTransport jobs = open(unreachable.url(), timeouts(SHORT, LONG)).jobs();

            ConnectionException error = timeout(() -> jobs.create(ExportRequest.of("https://example.org/")), SHORT);

            assertThat(error.sent()).isEqualTo(Sent.NO);
            assertThat(error)
                    .hasMessage("Could not create the export job: no connection came about within 0.300 s before the"
                            + " request was sent. Check the network and the base URL, and try again");
        }
    }

    @Test
    void aConnectionInPlaceOfOneThatEndedIsGivenUpAfterTheConnectTime() {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + JOB.length() + "\r\n\r\n" + JOB;
        try (FullBacklog port = FullBacklog.afterOneAnswer(answer)) {
            JobTransport jobs = open(port.url(), timeouts(SHORT, LONG)).jobs();
            answer(jobs.get(GUID));
            port.hangUp();

            ConnectionException error =
                    failure(ConnectionException.class, jobs.create(ExportRequest.of("https://example.org/")));

            assertThat(error.sent()).isEqualTo(Sent.NO);
            assertThat(error).hasMessageContaining("no connection came about within 0.300 s");
        }
    }

    @Test
    void aHandshakeThatDoesNotEndIsGivenUpAfterTheConnectTime() {
        server.greet((request, peer) -> peer.awaitHangUp());
        URI secure = URI.create("https://127.0.0.1:" + server.url().getPort());

        ConnectionException error =
                timeout(() -> open(secure, timeouts(SHORT, LONG)).jobs().ping(), SHORT);

        assertThat(error.sent()).isEqualTo(Sent.NO);
        server.awaitEnd(1);
    }

    @Test
    void theAttemptsTimeCountsFromTheConnecting() {
        try (FullBacklog unreachable = FullBacklog.open()) {
            JobTransport jobs = open(unreachable.url(), timeouts(LONG, SHORT)).jobs();

            assertThat(timeout(jobs::ping, SHORT).sent()).isEqualTo(Sent.NO);
        }
    }

    @Test
    void anErrorWhoseBodyDoesNotComeIsGivenUpToo() {
        server.reply((request, peer) -> {
            peer.head(404, "Content-Type: application/json", "Content-Length: 5000");
            peer.awaitHangUp();
        });

        timeout(() -> jobs(LONG, SHORT).get(GUID), SHORT);
    }

    @Test
    void aFileIsGivenUpIfItsHeadersDoNotComeInTime() {
        server.reply(Reply.silence());

        ConnectionException error = timeout(() -> openFile(SHORT), SHORT);

        assertThat(error.sent()).isEqualTo(Sent.MAYBE);
    }

    @Test
    void aFileMayTakeLongerThanAnAttemptAsLongAsItFlows() throws IOException {
        server.reply((request, peer) -> {
            peer.head(200, "Content-Length: 10");
            for (int i = 0; i < 10; i++) {
                peer.pause(60);
                peer.send("x");
            }
        });

        try (RemoteFile file = answer(openFile(SHORT))) {
            assertThat(file.stream().readAllBytes()).hasSize(10);
        }
    }

    @Test
    void aFileIsGivenUpIfItStopsToFlow() throws IOException {
        server.reply((request, peer) -> {
            peer.head(200, "Content-Length: 10");
            peer.send("12345");
            peer.awaitHangUp();
        });

        try (RemoteFile file = answer(openFile(SHORT))) {
            long begin = System.nanoTime();
            assertThatThrownBy(() -> file.stream().readAllBytes())
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(ConnectionException.class)
                    .hasMessage("Could not fetch a file of the job: no answer came within 0.300 s after the request was"
                            + " sent. Check the network and the base URL, and try again");
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(SHORT.dividedBy(2), SHORT.multipliedBy(10));
        }
        server.awaitEnd(1);
    }

    @Test
    void aTimeoutHarmsNoLaterCall() {
        server.reply(Reply.silence(), Reply.json(200, JOB));
        JobTransport jobs = jobs(LONG, SHORT);

        failure(ConnectionException.class, jobs.get(GUID));

        assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);
    }

    private CompletableFuture<RemoteFile> openFile(Duration attempt) {
        return jobs(LONG, attempt).open(server.url().resolve("/exports/x.json"), FileRange.WHOLE);
    }

    private static ConnectionException timeout(Supplier<CompletableFuture<?>> call, Duration time) {
        long begin = System.nanoTime();
        ConnectionException error = failure(ConnectionException.class, call.get());
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(time, time.multipliedBy(10));
        assertThat(error.timeout()).isTrue();
        return error;
    }
}
