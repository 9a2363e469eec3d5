package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.job.Job;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

abstract class CloseCases extends TransportCases {
    CloseCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @Test
    void closingEndsTheCallsUnderWay() {
        server.reply(Reply.silence());
        Transport transport = open();
        List<CompletableFuture<Job>> calls =
                IntStream.range(0, 10).mapToObj(i -> transport.jobs().get(GUID)).toList();
        server.awaitRequests(10);

        transport.close();

        for (CompletableFuture<Job> call : calls) {
            assertThat(failure(ClientClosedException.class, call))
                    .hasMessage(
                            "Could not read job " + GUID + ": the client is closed. Build another client; jobs can be"
                                    + " followed again by their guids");
        }
        server.awaitNoConnection();
    }

    @Test
    void closingEndsTheFilesUnderWay() throws IOException {
        server.reply((request, peer) -> {
            peer.head(200, "Content-Length: 1000000");
            peer.send("abc");
            peer.awaitHangUp();
        });
        Transport transport = open();
        try (RemoteFile file = answer(transport.jobs().open(server.url().resolve("/x.json"), FileRange.WHOLE))) {
            transport.close();

            assertThatThrownBy(() -> file.stream().readAllBytes())
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(ClientClosedException.class);
        }
        server.awaitNoConnection();
    }

    @Test
    void aClosedTransportRefusesCalls() {
        Transport transport = open();
        transport.close();

        failure(ClientClosedException.class, transport.jobs().get(GUID));
        failure(ClientClosedException.class, transport.jobs().ping());
        failure(ClientClosedException.class, transport.jobs().open(server.url().resolve("/x.json"), FileRange.WHOLE));
        assertThat(server.connections()).isZero();
    }

    @Test
    void closingTwiceIsFine() {
        server.reply(Reply.json(200, JOB));
        Transport transport = open();
        answer(transport.jobs().get(GUID));

        transport.close();
        transport.close();

        server.awaitNoConnection();
    }

    @Test
    void closingLeavesNoThreadAndNoConnection() {
        server.reply(Reply.json(200, JOB));
        Transport transport = open();
        List<CompletableFuture<Job>> calls =
                IntStream.range(0, 16).mapToObj(i -> transport.jobs().get(GUID)).toList();
        calls.forEach(TransportCases::answer);
        assertThat(threads()).as("threads while it is open").isNotEmpty();

        transport.close();

        server.awaitNoConnection();
        assertThat(awaitNoThread()).isEmpty();
    }

    @Test
    void aCallsContinuationMayClose() {
        server.reply(Reply.json(200, JOB));
        Transport transport = open();
        long begin = System.nanoTime();

        CompletableFuture<Void> closed = transport.jobs().get(GUID).thenAccept(job -> transport.close());

        answer(closed.thenApply(nothing -> "closed"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        assertThat(awaitNoThread()).isEmpty();
    }

    @Test
    void closingWhileCallsBeginLosesNone() {
        server.reply(Reply.json(200, JOB));
        Transport transport = open();
        CompletableFuture<List<CompletableFuture<Job>>> beginning =
                CompletableFuture.supplyAsync(() -> IntStream.range(0, 200)
                        .mapToObj(i -> transport.jobs().get(GUID))
                        .toList());
        server.awaitRequests(20);

        transport.close();

        for (CompletableFuture<Job> call : answer(beginning)) {
            String end = answer(call.handle((job, failure) ->
                    failure == null ? "answered" : failure.getClass().getSimpleName()));
            assertThat(end).isIn("answered", "ClientClosedException");
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("exportcomments-"))
                .sorted()
                .toList();
    }

    private static List<String> awaitNoThread() {
        long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        while (!threads().isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return threads();
    }
}
