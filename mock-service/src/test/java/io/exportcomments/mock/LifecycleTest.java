package io.exportcomments.mock;

import static io.exportcomments.mock.Http.VIDEO;
import static io.exportcomments.mock.Http.array;
import static io.exportcomments.mock.Http.code;
import static io.exportcomments.mock.Http.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job's way through its life, as a client sees it. */
class LifecycleTest {

    private final ManualClock clock = MockClock.manual();
    private final MockService mock = MockService.builder()
            .clock(clock)
            .script(
                    "https://www.reddit.com/*",
                    JobScript.failing("Post was removed").onRetry(JobScript.instant()))
            .start();
    private final Http http = new Http(mock);

    @AfterEach
    void close() {
        mock.close();
    }

    @Test
    void aCreatedJobIsQueuedAndHasAllDocumentedFields() {
        JsonObject options = new JsonObject()
                .put("replies", true)
                .put("limit", 500)
                .put("cookies", new JsonObject().put("sessionid", "s3cret"))
                .put("brandNew", new JsonObject().put("x", 1));
        JsonObject job = json(http.create(VIDEO, options));

        assertThat(job.fieldNames())
                .contains(
                        "id",
                        "guid",
                        "status",
                        "url",
                        "options",
                        "locked",
                        "json_url",
                        "download_link",
                        "rawFile",
                        "file_name",
                        "total",
                        "total_exported",
                        "retry",
                        "error",
                        "platform",
                        "created_at");
        assertThat(job.getString("status")).isEqualTo("queueing");
        assertThat(job.getString("platform")).isEqualTo("youtube");
        assertThat(job.getJsonObject("options")).isEqualTo(options);
        assertThat(job.getString("created_at")).isEqualTo("2026-03-01T07:30:00+00:00");
        assertThat(job.getValue("json_url")).isNull();
        assertThat(json(http.get("/api/v3/job/" + job.getString("guid")))).isEqualTo(job);
    }

    @Test
    void theRealisticCourseGoesFromTheQueueOverGrowingCountsToDone() {
        String guid =
                json(http.create(VIDEO, new JsonObject().put("limit", 400))).getString("guid");
        List<String> statuses = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            JsonObject job = json(http.get("/api/v3/job/" + guid));
            statuses.add(job.getString("status"));
            counts.add(job.getInteger("total_exported"));
            clock.advance(Duration.ofMillis(500));
        }

        assertThat(statuses.stream().distinct()).containsExactly("queueing", "progress", "done");
        assertThat(counts).isSorted();
        assertThat(counts.stream().distinct().count()).isGreaterThanOrEqualTo(7);
        assertThat(counts.get(23)).isEqualTo(400);
    }

    @Test
    void aDoneJobHasLinksThatWork() {
        String guid = http.created(VIDEO);
        clock.advance(Duration.ofMinutes(1));
        JsonObject job = json(http.get("/api/v3/job/" + guid));

        assertThat(job.getString("json_url")).startsWith(mock.baseUrl() + "/exports/");
        assertThat(http.get(job.getString("json_url")).statusCode()).isEqualTo(200);
        assertThat(http.get(job.getString("download_link")).statusCode()).isEqualTo(200);
        assertThat(http.get("/api/v3/job/" + guid + "/download").statusCode()).isEqualTo(200);
        assertThat(array(http.get(job.getString("json_url"))).size()).isEqualTo(job.getInteger("total_exported"));
    }

    @Test
    void aFailedJobCanBeRetriedAndTheRetryTakesItsOwnCourse() {
        String guid = http.created("https://www.reddit.com/r/java/comments/abc123/");
        assertThat(code(http.patch(guid, "retry"))).isEqualTo("423 null");
        clock.advance(Duration.ofSeconds(3));
        assertThat(json(http.get("/api/v3/job/" + guid)).getString("error")).isEqualTo("Post was removed");

        JsonObject retried = json(http.patch(guid, "retry"));
        assertThat(retried.getInteger("retry")).isEqualTo(1);
        assertThat(retried.getValue("error")).isNull();
        assertThat(http.status(guid)).isEqualTo("done");
        assertThat(code(http.patch(guid, "retry"))).isEqualTo("423 null");
        assertThat(code(http.patch(guid, "stop"))).isEqualTo("423 null");
    }

    @Test
    void queuedAndRunningJobsCanBeStoppedForGood() {
        String queued = http.created(VIDEO);
        assertThat(json(http.patch(queued, "stop")).getString("status")).isEqualTo("stopped");
        String running = http.created(VIDEO);
        clock.advance(Duration.ofSeconds(4));
        assertThat(http.status(running)).isEqualTo("progress");
        assertThat(http.patch(running, "stop").statusCode()).isEqualTo(200);
        clock.advance(Duration.ofHours(1));
        assertThat(http.status(queued)).isEqualTo("stopped");
        assertThat(http.status(running)).isEqualTo("stopped");
        assertThat(code(http.patch(running, "retry"))).isEqualTo("423 null");
    }

    @Test
    void seededJobsAreThereAtOnceWithTheirPast() {
        UUID guid = UUID.fromString("b4219d47-3138-4efd-9762-2ef9f9495084");
        JobScript script = JobScript.queued(Duration.ofSeconds(10))
                .progress(Duration.ZERO, 3, 9)
                .status(Duration.ofSeconds(5), "archiving")
                .done(Duration.ofSeconds(5))
                .rows(9);
        mock.jobs().seed(SeedJob.of(VIDEO).guid(guid).script(script).age(Duration.ofSeconds(12)));

        JsonObject job = json(http.get("/api/v3/job/" + guid));
        assertThat(job.getString("created_at")).isEqualTo("2026-03-01T07:29:48+00:00");
        assertThat(job.getInteger("total_exported")).isEqualTo(3);
        clock.advance(Duration.ofSeconds(3));
        assertThat(http.status(guid.toString())).isEqualTo("archiving");
        clock.advance(Duration.ofSeconds(5));
        assertThat(http.status(guid.toString())).isEqualTo("done");
    }

    @Test
    void aSeededJobMayHaveBeenRetriedBefore() {
        JobScript script = JobScript.queued(Duration.ofSeconds(1)).fails(Duration.ofSeconds(1), "gone");
        MockJob job = mock.jobs()
                .seed(SeedJob.of(VIDEO)
                        .script(script.onRetry(JobScript.queued(Duration.ofSeconds(3))))
                        .attempt(2)
                        .age(Duration.ofSeconds(5)));

        assertThat(job.attempt()).isEqualTo(2);
        assertThat(job.status()).isEqualTo("error");
        assertThat(json(http.get("/api/v3/job/" + job.guid())).getInteger("retry"))
                .isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeedJob.of(VIDEO).attempt(-1))
                .withMessage("a job can't have been retried -1 times");
    }
}
