package io.exportcomments.mock;

import static io.exportcomments.mock.Http.code;
import static io.exportcomments.mock.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several URLs submitted at once. */
class BatchesTest {

    private final ManualClock clock = MockClock.manual();
    private final MockService mock = MockService.builder()
            .clock(clock)
            .plan(ServicePlan.premium())
            .defaultScript(JobScript.queued(Duration.ofSeconds(1))
                    .progress(Duration.ZERO, 0)
                    .done(Duration.ofSeconds(9))
                    .rows(10))
            .start();
    private final Http http = new Http(mock);

    @AfterEach
    void close() {
        mock.close();
    }

    private static List<String> videos(int count) {
        return IntStream.range(0, count).mapToObj(i -> "https://youtu.be/v" + i).toList();
    }

    private HttpResponse<byte[]> submit(List<String> urls) {
        return submit(new JsonObject().put("urls", new JsonArray(urls)).encode());
    }

    private HttpResponse<byte[]> submit(String body) {
        return http.send(http.to("/api/v1/batch-export")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private JsonObject batch(JsonObject submitted) {
        return json(http.get("/api/v1/batch-export/" + submitted.getString("batchId")));
    }

    @Test
    void eachUrlThatIsTakenIsAnOrdinaryJobAndTheOthersAreErrors() {
        HttpResponse<byte[]> answer = submit(List.of("https://youtu.be/a", "https://example.com/b", "https://x.com/c"));
        JsonObject submitted = json(answer);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(submitted.getJsonArray("guids")).hasSize(2);
        assertThat(submitted.getJsonArray("errors")).singleElement().satisfies(error -> {
            assertThat(((JsonObject) error).getString("url")).isEqualTo("https://example.com/b");
            assertThat(((JsonObject) error).getString("error_code")).isEqualTo("INVALID_URL");
        });
        for (Object guid : submitted.getJsonArray("guids")) {
            assertThat(http.status(guid.toString())).isEqualTo("queueing");
        }
        assertThat(mock.journal().count(MockOperation.BATCH_CREATE)).isOne();
    }

    @Test
    void theBatchShowsEachUrlAndIsCompleteWhenAllHaveEnded() {
        JsonObject submitted = json(submit(List.of("https://youtu.be/a", "https://example.com/b")));
        JsonObject before = batch(submitted);
        assertThat(before.getBoolean("is_complete")).isFalse();
        assertThat(before.getJsonArray("exports")).hasSize(2);
        clock.advance(Duration.ofSeconds(10));

        JsonObject after = batch(submitted);
        assertThat(after.getBoolean("is_complete")).isTrue();
        assertThat(after.getInteger("completed")).isOne();
        assertThat(after.getInteger("failed")).isOne();
        JsonObject done = after.getJsonArray("exports").getJsonObject(0);
        assertThat(done.getString("guid"))
                .isEqualTo(submitted.getJsonArray("guids").getString(0));
        assertThat(done.getString("url")).isEqualTo("https://youtu.be/a");
        assertThat(done.getString("status")).isEqualTo("done");
        assertThat(done.getInteger("total_exported")).isEqualTo(10);
        JsonObject refused = after.getJsonArray("exports").getJsonObject(1);
        assertThat(refused.getString("guid")).isNull();
        assertThat(refused.getString("error")).isNotEmpty();
    }

    @Test
    void jobsOfABatchRunAtThePlansConcurrencyWithoutTakingPlacesInTheQueue() {
        json(submit(videos(10)));
        clock.advance(Duration.ofSeconds(1));
        assertThat(running()).isOne();
        assertThat(http.create("https://youtu.be/mine").statusCode()).isEqualTo(201);
        clock.advance(Duration.ofSeconds(9));
        assertThat(running()).isOne();
        clock.advance(Duration.ofSeconds(101));
        assertThat(mock.jobs().all()).hasSize(11).map(MockJob::status).containsOnly("done");
    }

    private long running() {
        return mock.jobs().all().stream()
                .filter(job -> job.status().equals("progress"))
                .count();
    }

    @Test
    void optionsHoldForAll() {
        submit("{\"urls\":[\"https://youtu.be/a\",\"https://youtu.be/b\"],\"options\":{\"limit\":7}}");
        assertThat(mock.jobs().all())
                .allSatisfy(job -> assertThat(job.options()).containsEntry("limit", 7));
    }

    @Test
    void thePlanLimitsTheUrlsThatAreQueued() {
        assertThat(code(submit(videos(26)))).isEqualTo("400 INVALID_REQUEST");
        assertThat(submit(videos(20)).statusCode()).isEqualTo(201);
        HttpResponse<byte[]> tooMany = submit(videos(6));
        assertThat(code(tooMany)).isEqualTo("429 QUEUE_LIMIT_EXCEEDED");
        assertThat(json(tooMany).getInteger("seconds_to_wait")).isPositive();
        clock.advance(Duration.ofSeconds(10));
        assertThat(submit(videos(6)).statusCode()).isEqualTo(201);
    }

    @Test
    void onlySubmissionsThatWereTakenCountInTheWindow() {
        for (int i = 0; i < 5; i++) {
            assertThat(json(submit(List.of("https://example.com/x"))).getJsonArray("guids"))
                    .isEmpty();
            assertThat(submit(List.of("https://youtu.be/a")).statusCode()).isEqualTo(201);
        }
        HttpResponse<byte[]> sixth = submit(List.of("https://youtu.be/a"));
        assertThat(code(sixth)).isEqualTo("429 RATE_WINDOW_EXCEEDED");
        assertThat(json(sixth).getInteger("seconds_to_wait")).isEqualTo(1800);
        mock.account().plan(ServicePlan.business());
        clock.advance(Duration.ofMinutes(10));
        assertThat(submit(List.of("https://youtu.be/a")).statusCode()).isEqualTo(201);
    }

    @Test
    void theDaysLimitHoldsForEachJob() {
        mock.account().plan(ServicePlan.premium().withCreationsPerDay(3));
        JsonObject submitted = json(submit(videos(5)));
        assertThat(submitted.getJsonArray("guids")).hasSize(3);
        assertThat(submitted.getJsonArray("errors"))
                .hasSize(2)
                .allSatisfy(error ->
                        assertThat(((JsonObject) error).getString("error_code")).isEqualTo("DAILY_LIMIT_EXCEEDED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"urls\":[]}", "{\"urls\":\"https://youtu.be/a\"}", "{\"urls\":[1]}"})
    void aBodyThatIsNoBatchIsInvalid(String body) {
        assertThat(code(submit(body))).isEqualTo("400 INVALID_REQUEST");
    }

    @Test
    void aBatchThatIsNotThereIs404() {
        assertThat(http.get("/api/v1/batch-export/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
        assertThat(http.get("/api/v1/batch-export/x").statusCode()).isEqualTo(404);
        assertThat(http.get("/api/v1/batch-export").statusCode()).isEqualTo(405);
    }
}
