package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.TransportProvider;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class CancelCases extends TransportCases {
    CancelCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cancellingBeforeTheAnswerHangsUp(boolean interrupt) {
        server.reply(Reply.silence());
        CompletableFuture<Job> call = jobs().create(ExportRequest.of("https://example.org/"));
        server.awaitRequests(1);

        assertThat(call.cancel(interrupt)).isTrue();

        server.awaitEnd(1);
        assertThat(call).isCancelled();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cancellingInTheMiddleOfABodyHangsUp(boolean interrupt) {
        CountDownLatch halfway = new CountDownLatch(1);
        server.reply((request, peer) -> {
            peer.head(200, "Content-Type: application/json", "Content-Length: 500");
            peer.send(JOB.substring(0, 30));
            halfway.countDown();
            peer.awaitHangUp();
        });
        CompletableFuture<Job> call = jobs().get(GUID);
        await(halfway);

        assertThat(call.cancel(interrupt)).isTrue();

        server.awaitEnd(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cancellingBeforeThereIsAConnectionEndsTheConnecting(boolean interrupt) throws InterruptedException {
        CountDownLatch shaking = new CountDownLatch(1);
        server.greet((request, peer) -> {
            peer.awaitFirstByte();
            shaking.countDown();
            peer.awaitHangUp();
        });
        URI secure = URI.create("https://127.0.0.1:" + server.url().getPort());
        CompletableFuture<Job> call = open(secure, timeouts(LONG, LONG)).jobs().get(GUID);
        assertThat(shaking.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(call.cancel(interrupt)).isTrue();

        server.awaitEnd(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cancellingAFileBeforeItsHeadersHangsUp(boolean interrupt) {
        server.reply(Reply.silence());
        CompletableFuture<RemoteFile> call = jobs().open(server.url().resolve("/exports/x.json"), FileRange.WHOLE);
        server.awaitRequests(1);

        assertThat(call.cancel(interrupt)).isTrue();

        server.awaitEnd(1);
    }

    @Test
    void aFileThatComesTogetherWithTheCancellingIsNotLeaked() throws IOException {
        server.reply((request, peer) -> {
            peer.head(200, "Content-Length: 1000000");
            peer.awaitHangUp();
        });
        JobTransport jobs = jobs();

        for (int i = 1; i <= 20; i++) {
            CompletableFuture<RemoteFile> call = jobs.open(server.url().resolve("/exports/x.json"), FileRange.WHOLE);
            server.awaitRequests(i);
            if (!call.cancel(true)) {
                answer(call).close();
            }
        }

        server.awaitNoConnection();
    }

    @Test
    void aCallThatIsCompletedByItsCallerHangsUpToo() {
        server.reply(Reply.silence());
        CompletableFuture<Job> call = jobs().get(GUID);
        server.awaitRequests(1);

        call.orTimeout(1, java.util.concurrent.TimeUnit.MILLISECONDS);

        server.awaitEnd(1);
    }

    @Test
    void cancellingACallHarmsNoOther() {
        CountDownLatch cancelled = new CountDownLatch(1);
        server.reply((request, peer) -> {
            if (request.target().contains("/jobs")) {
                await(cancelled);
                Reply.json(200, "[" + JOB + "]").to(request, peer);
            } else {
                peer.awaitHangUp();
            }
        });
        JobTransport jobs = jobs();
        CompletableFuture<?> other = jobs.list(1, 20);
        CompletableFuture<Job> call = jobs.get(GUID);
        server.awaitRequests(2);

        call.cancel(true);
        cancelled.countDown();

        assertThat(answer(other)).isNotNull();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(BOUND.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
