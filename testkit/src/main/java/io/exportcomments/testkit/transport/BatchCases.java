package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.RejectedUrl;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.TransportProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class BatchCases extends TransportCases {
    static final BatchId ID = BatchId.of("7f1d2c3b-4a59-4e68-8f77-0a1b2c3d4e5f");
    static final BatchRequest REQUEST =
            BatchRequest.of(List.of("https://example.org/one?key=1", "https://example.org/two"));
    private static final String BATCHES = "/api/v1/batch-export";
    private static final JobGuid OTHER = JobGuid.of("0d6ff1c4-2f7a-4a6b-9a51-3a0f4b6d7e8f");

    BatchCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    private static String receipt(String guids, String errors) {
        return "{\"batchId\":\"" + ID + "\",\"guids\":[" + guids + "],\"errors\":" + errors + ",\"colour\":\"red\"}";
    }

    private static final String TAKEN = receipt("\"" + OTHER + "\",\"" + GUID + "\"", "[]");

    @Test
    void creatingPostsTheUrlsAndTheOptions() {
        server.reply(Reply.json(201, TAKEN));

        BatchReceipt receipt =
                answer(jobs().createBatch(REQUEST.with(o -> o.limit(5).replies(true))));

        assertThat(receipt.batchId()).contains(ID);
        assertThat(receipt.guids()).containsExactly(OTHER, GUID);
        assertThat(receipt.rejected()).isEmpty();
        assertRequest("POST", BATCHES);
        assertThat(server.request().header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(server.request().body())
                .isEqualTo("{\"urls\":[\"https://example.org/one?key=1\",\"https://example.org/two\"],"
                        + "\"options\":{\"limit\":5,\"replies\":true}}");
    }

    @Test
    void theUrlsThatWereRejectedAreToldAndStopNoOther() {
        server.reply(Reply.json(
                200,
                receipt("\"" + GUID + "\"", "[{\"url\":\"https://example.org/two\",\"error\":\"Not supported.\"}]")));

        BatchReceipt receipt = answer(jobs().createBatch(REQUEST));

        assertThat(receipt.guids()).containsExactly(GUID);
        assertThat(receipt.rejected())
                .containsExactly(
                        new RejectedUrl(Optional.of("https://example.org/two"), Optional.of("Not supported.")));
    }

    /** PHP writes a list with gaps as an object. */
    @Test
    void listsWithGapsAreLists() {
        server.reply(
                Reply.json(
                        200,
                        "{\"batchId\":\"" + ID + "\",\"guids\":{\"1\":\"" + GUID
                                + "\"},\"errors\":{\"0\":{\"url\":\"https://example.org/two\",\"error\":\"Not supported.\"}}}"));

        BatchReceipt receipt = answer(jobs().createBatch(REQUEST));

        assertThat(receipt.guids()).containsExactly(GUID);
        assertThat(receipt.rejected())
                .containsExactly(
                        new RejectedUrl(Optional.of("https://example.org/two"), Optional.of("Not supported.")));
    }

    @Test
    void readingABatchTellsOfEachOfItsUrls() {
        server.reply(Reply.json(
                200,
                "{\"batchId\":\"" + ID + "\",\"total\":3,\"is_complete\":false,\"exports\":["
                        + "{\"guid\":\"" + GUID
                        + "\",\"url\":\"https://example.org/one?key=1\",\"status\":\"progress\","
                        + "\"total\":1500,\"total_exported\":678,\"error\":null},"
                        + "{\"guid\":\"" + OTHER + "\",\"url\":\"https://example.org/two\",\"status\":\"error\","
                        + "\"error\":\"It broke.\"},"
                        + "{\"guid\":null,\"url\":\"https://example.org/three\",\"error\":\"Not supported.\"}]}"));

        BatchState state = answer(jobs().batch(ID));

        assertThat(state.batchId()).isEqualTo(ID);
        assertThat(state.complete()).isFalse();
        assertThat(state.guids()).containsExactly(GUID, OTHER);
        assertThat(state.jobs()).extracting(Job::status).containsExactly(JobStatus.PROGRESS, JobStatus.ERROR);
        assertThat(state.jobs().get(0).totalExported()).hasValue(678);
        assertThat(state.jobs().get(1).error()).contains("It broke.");
        assertThat(state.rejected())
                .extracting(RejectedUrl::url)
                .containsExactly(Optional.of("https://example.org/three"));
        assertRequest("GET", BATCHES + "/" + ID);
    }

    /** The caller tells that it is not what it asked for; a transport must not hide it. */
    @Test
    void anAnswerAboutAnotherBatchKeepsItsId() {
        server.reply(Reply.json(200, "{\"batchId\":\"another\",\"is_complete\":true,\"exports\":[]}"));

        assertThat(answer(jobs().batch(ID)).batchId()).isEqualTo(BatchId.of("another"));
    }

    @Test
    void aServiceWithoutBatchesIsToldFromOneWithoutThisBatch() {
        server.reply(Reply.json(404, "{\"status_code\":404,\"detail\":\"Nothing here.\"}"));
        JobTransport jobs = jobs();

        assertThat(failure(NotFoundException.class, jobs.createBatch(REQUEST)))
                .hasMessage("Could not create the batch: there is no such thing on this account"
                        + " (HTTP 404: Nothing here.). The service at this base URL has no batches; create the jobs one"
                        + " by one");
        assertThat(failure(NotFoundException.class, jobs.batch(ID)))
                .hasMessageEndingWith("Check the batch's id, and that the token is of the account that made the batch");
    }

    @Test
    void eachRefusalIsTheErrorThatACallerCanActOn() {
        server.reply(
                Reply.json(401, "{\"error_code\":\"AUTH_HEADER_TOKEN\"}"),
                Reply.json(403, "{\"error_code\":\"PLAN_EXPIRED\",\"detail\":\"No plan.\"}"),
                Reply.json(429, "{\"error_code\":\"QUEUE_LIMIT_EXCEEDED\",\"seconds_to_wait\":30}"),
                Reply.json(429, "{\"error_code\":\"PLAN_QUERY_LIMIT\"}"),
                Reply.json(400, "{\"error\":\"A batch can hold 25 URLs on your plan.\"}"));
        JobTransport jobs = jobs();

        failure(AuthenticationException.class, jobs.createBatch(REQUEST));
        assertThat(failure(PermissionException.class, jobs.createBatch(REQUEST)))
                .hasMessageStartingWith(
                        "Could not create the batch: the account may not do this (HTTP 403 PLAN_EXPIRED");
        RateLimitException full = failure(RateLimitException.class, jobs.createBatch(REQUEST));
        assertThat(full.limit()).isEqualTo(RateLimit.QUEUED_EXPORTS);
        assertThat(full.retryAfter()).contains(Duration.ofSeconds(30));
        assertThat(full.provesNothingTaken()).isTrue();
        failure(RateLimitException.class, jobs.createBatch(REQUEST));
        assertThat(failure(InvalidRequestException.class, jobs.createBatch(REQUEST)))
                .hasMessageContaining("A batch can hold 25 URLs on your plan.");
        assertThat(server.requests()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{}", "{\"batchId\":\"../x\",\"guids\":[]}", "{\"batchId\":\"b\",\"guids\":[", "<html>"
            })
    void whatIsNoReceiptIsUnreadable(String body) {
        server.reply(Reply.json(201, body));

        UnreadableAnswerException error = failure(UnreadableAnswerException.class, jobs().createBatch(REQUEST));

        assertThat(error).hasMessageStartingWith("Could not create the batch");
        assertThat(error.context().httpStatus()).hasValue(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"exports\":{}}", "{\"exports\":[{\"guid\":\"g\"}]}", "{\"exports\":[]"})
    void whatIsNoStateIsUnreadable(String body) {
        server.reply(Reply.json(200, body));

        assertThat(failure(UnreadableAnswerException.class, jobs().batch(ID)))
                .hasMessageStartingWith("Could not read the batch");
    }

    @Test
    void whereNobodyListensNothingWasSent() {
        URI nobody = server.url();
        server.close();

        ConnectionException error = failure(
                ConnectionException.class,
                open(nobody, timeouts(LONG, LONG)).jobs().createBatch(REQUEST));

        assertThat(error.sent()).isEqualTo(Sent.NO);
    }

    @Test
    void aLostAnswerMayHaveBeenTakenAndNothingIsSentTwice() {
        server.reply(Reply.reset());

        ConnectionException error = failure(ConnectionException.class, jobs().createBatch(REQUEST));

        assertThat(error.sent()).isEqualTo(Sent.MAYBE);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302})
    void aBatchIsNotMadeAReadingByARedirect(int status) {
        server.reply(Reply.bare(status, "Location: /elsewhere"));

        failure(InvalidRequestException.class, jobs().createBatch(REQUEST));

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void cancellingReachesTheWire() {
        server.reply(Reply.silence());

        CompletableFuture<BatchReceipt> call = jobs().createBatch(REQUEST);
        server.awaitRequests(1);
        call.cancel(false);

        server.awaitEnd(1);
    }
}
