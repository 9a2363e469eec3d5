package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.TransportProvider;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

abstract class OperationCases extends TransportCases {
    OperationCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @Test
    void createPostsTheUrlAndTheOptions() {
        server.reply(Reply.json(201, JOB));

        Job job = answer(
                jobs().create(ExportRequest.of("https://example.org/watch?v=1").limit(500)));

        assertThat(job.guid()).isEqualTo(GUID);
        assertRequest("POST", "/api/v3/job");
        assertThat(server.request().header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(server.request().body())
                .isEqualTo("{\"url\":\"https://example.org/watch?v=1\",\"options\":{\"limit\":500}}");
    }

    @Test
    void createTakesA200AsWell() {
        server.reply(Reply.json(200, JOB));

        assertThat(answer(jobs().create(ExportRequest.of("https://example.org/")))
                        .guid())
                .isEqualTo(GUID);
    }

    @Test
    void getAsksForTheJob() {
        server.reply(Reply.json(200, JOB));

        Job job = answer(jobs().get(GUID));

        assertThat(job.status()).isEqualTo(JobStatus.PROGRESS);
        assertThat(job.totalExported()).hasValue(678);
        assertRequest("GET", "/api/v3/job/" + GUID);
    }

    @Test
    void listAsksForThePage() {
        server.reply(Reply.json(200, "[" + JOB + "]"));

        JobPage page = answer(jobs().list(2, 50));

        assertThat(page.jobs()).extracting(Job::guid).containsExactly(GUID);
        assertThat(page.page()).isEqualTo(2);
        assertThat(page.limit()).isEqualTo(50);
        assertRequest("GET", "/api/v3/jobs?page=2&limit=50");
    }

    @Test
    void retryPatchesWithoutABody() {
        server.reply(Reply.json(200, JOB));

        assertThat(answer(jobs().retry(GUID)).guid()).isEqualTo(GUID);
        assertPatchWithoutBody("/api/v3/job/" + GUID + "/retry");
    }

    @Test
    void stopPatchesWithoutABody() {
        server.reply(Reply.json(200, JOB));

        assertThat(answer(jobs().stop(GUID)).guid()).isEqualTo(GUID);
        assertPatchWithoutBody("/api/v3/job/" + GUID + "/stop");
    }

    @Test
    void aCommandsAnswerMayNameTheJobAlone() {
        server.reply(Reply.json(200, "{\"guid\":\"" + GUID + "\",\"success\":true}"));
        JobTransport jobs = jobs();

        for (Job job : List.of(answer(jobs.stop(GUID)), answer(jobs.retry(GUID)))) {
            assertThat(job.guid()).isEqualTo(GUID);
            assertThat(job.status()).isEqualTo(JobStatus.UNKNOWN);
        }
    }

    @Test
    void pingTakesAnyGoodAnswer() {
        server.reply(
                Reply.json(200, "{\"message\":\"pong\"}"),
                Reply.bare(204),
                Reply.bytes(200, new byte[0]),
                Reply.bytes(200, "pong".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        JobTransport jobs = jobs();

        for (int i = 0; i < 4; i++) {
            String end = answer(jobs.ping().thenApply(nothing -> "answered"));
            assertThat(end).isEqualTo("answered");
        }

        assertThat(server.requests()).extracting(ReceivedRequest::method).containsOnly("GET");
        assertThat(server.requests()).extracting(ReceivedRequest::target).containsOnly("/api/v1/ping");
    }

    @Test
    void socketTokenIsAskedForWithPost() {
        server.reply(Reply.json(200, "{\"token\":\"a.b.c\"}"));

        assertThat(answer(jobs().socketToken()).reveal()).isEqualTo("a.b.c");
        assertRequest("POST", "/api/public/auth/socket");
        assertThat(server.request().body()).isEmpty();
    }

    @Test
    void relativeLinksAreResolvedAgainstTheBaseUrl() {
        server.reply(
                Reply.json(200, "{\"guid\":\"" + GUID + "\",\"status\":\"done\",\"json_url\":\"/exports/x.json\"}"));

        assertThat(answer(jobs().get(GUID)).jsonUrl()).hasValue(server.url().resolve("/exports/x.json"));
    }

    @Test
    void oneConnectionServesOneCallAfterTheOther() {
        server.reply(Reply.json(200, JOB));
        JobTransport jobs = jobs();

        for (int i = 0; i < 5; i++) {
            answer(jobs.get(GUID));
        }

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void manyCallsAtOnceNeedNoMoreConnectionsThanCalls() {
        server.reply(Reply.json(200, JOB));
        JobTransport jobs = jobs();

        for (int round = 0; round < 5; round++) {
            List<CompletableFuture<Job>> calls =
                    IntStream.range(0, 32).mapToObj(i -> jobs.get(GUID)).toList();
            calls.forEach(call -> assertThat(answer(call).guid()).isEqualTo(GUID));
        }

        assertThat(server.requests()).hasSize(160);
        assertThat(server.connections()).isLessThanOrEqualTo(32);
    }

    @Test
    void thirtyTwoCallsAreOnTheirWayAtOnce() {
        server.reply((request, peer) -> {
            server.awaitRequests(32);
            Reply.json(200, JOB).to(request, peer);
        });
        JobTransport jobs = jobs();

        List<CompletableFuture<Job>> calls =
                IntStream.range(0, 32).mapToObj(i -> jobs.get(GUID)).toList();

        calls.forEach(call -> assertThat(answer(call).guid()).isEqualTo(GUID));
    }

    @Test
    void aCallDoesNotBlockItsCaller() {
        server.reply(Reply.silence());

        CompletableFuture<Job> call = jobs().get(GUID);
        server.awaitRequests(1);

        assertThat(call).isNotDone();
    }

    @Test
    void aCallIsCompletedByAThreadOfTheTransport() {
        server.reply((request, peer) -> {
            peer.pause(100);
            Reply.json(200, JOB).to(request, peer);
        });

        CompletableFuture<Thread> completer = jobs().get(GUID).thenApply(job -> Thread.currentThread());

        assertThat(answer(completer)).isNotSameAs(Thread.currentThread());
    }

    /** Each of them waits for all: none may wait for a thread that another one holds. */
    @Test
    void aCallbackThatBlocksHoldsUpNoOtherAnswer() {
        int many = 16;
        CountDownLatch begun = new CountDownLatch(many);
        server.reply((request, peer) -> {
            server.awaitRequests(many);
            Reply.json(200, JOB).to(request, peer);
        });
        JobTransport jobs = jobs();

        List<CompletableFuture<Boolean>> callbacks = IntStream.range(0, many)
                .mapToObj(i -> jobs.get(GUID).thenApply(job -> {
                    begun.countDown();
                    return allBegun(begun);
                }))
                .toList();

        callbacks.forEach(each -> assertThat(answer(each)).isTrue());
    }

    private static boolean allBegun(CountDownLatch begun) {
        try {
            return begun.await(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Test
    void pagesAndLimitsBelowOneAreRefusedBeforeAnythingIsSent() {
        JobTransport jobs = jobs();

        assertThatThrownBy(() -> jobs.list(0, 20)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> jobs.list(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(server.connections()).isZero();
    }
}
