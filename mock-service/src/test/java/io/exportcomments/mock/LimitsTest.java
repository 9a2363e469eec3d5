package io.exportcomments.mock;

import static io.exportcomments.mock.Http.VIDEO;
import static io.exportcomments.mock.Http.code;
import static io.exportcomments.mock.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.answer.AnswerStyle;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every limit of the plans: to the edge of its window, its code, and how long to wait. */
class LimitsTest {

    private static final Duration NANO = Duration.ofNanos(1);
    private static final ServicePlan UNLIMITED = ServicePlan.unlimited();

    private final ManualClock clock = MockClock.manual();
    private final MockService mock = MockService.builder()
            .clock(clock)
            .defaultScript(JobScript.instant())
            .script("https://vimeo.com/*", JobScript.queued(Duration.ZERO).done(Duration.ofSeconds(40)))
            .script("https://vk.com/*", JobScript.endless())
            .start();
    private final Http http = new Http(mock);

    @AfterEach
    void close() {
        mock.close();
    }

    @Test
    void requestsAMinuteSlide() {
        mock.account().plan(ServicePlan.premium());
        for (int i = 0; i < 60; i++) {
            assertThat(http.get("/api/v1/ping").statusCode()).isEqualTo(200);
            clock.advance(Duration.ofMillis(500));
        }
        HttpResponse<byte[]> refused = http.get("/api/v1/ping");
        assertThat(code(refused)).isEqualTo("429 RATE_LIMIT_EXCEEDED");
        assertThat(json(refused).getInteger("status_code")).isEqualTo(429);
        assertThat(json(refused).getValue("seconds_to_wait")).isEqualTo(30);
        assertThat(refused.headers().firstValue("Retry-After")).contains("30");

        clock.advance(Duration.ofSeconds(30).minus(NANO));
        assertThat(json(http.get("/api/v1/ping")).getValue("seconds_to_wait")).isEqualTo(1);
        clock.advance(NANO);
        assertThat(http.get("/api/v1/ping").statusCode()).isEqualTo(200);
        assertThat(http.get("/api/v1/ping").statusCode()).isEqualTo(429);
        assertThat(mock.journal().mostWithin(Duration.ofMinutes(1))).isGreaterThanOrEqualTo(60);
    }

    @Test
    void spansCanBeShorter() {
        mock.account().plan(ServicePlan.premium().withSpansShorter(30));
        for (int i = 0; i < 7; i++) {
            assertThat(http.create(VIDEO).statusCode()).isEqualTo(201);
        }
        assertThat(json(http.create(VIDEO)).getValue("seconds_to_wait")).isEqualTo(6);
        clock.advance(Duration.ofSeconds(6).minus(NANO));
        assertThat(http.create(VIDEO).statusCode()).isEqualTo(429);
        clock.advance(NANO);
        for (int i = 0; i < 3; i++) {
            assertThat(http.create(VIDEO).statusCode()).isEqualTo(201);
        }
        assertThat(code(http.create(VIDEO))).isEqualTo("429 RATE_WINDOW_EXCEEDED");
        clock.advance(Duration.ofSeconds(4).plus(NANO));
        assertThat(http.create(VIDEO).statusCode()).as("10 jobs in 10 s").isEqualTo(201);
    }

    @Test
    void creationsADaySlide() {
        mock.account().plan(UNLIMITED.withCreationsPerDay(2));
        assertThat(http.create(VIDEO).statusCode()).isEqualTo(201);
        clock.advance(Duration.ofHours(20));
        assertThat(http.create(VIDEO).statusCode()).isEqualTo(201);
        HttpResponse<byte[]> refused = http.create(VIDEO);
        assertThat(code(refused)).isEqualTo("429 DAILY_LIMIT_EXCEEDED");
        assertThat(json(refused).getInteger("seconds_to_wait")).isEqualTo(4 * 3600);
        clock.advance(Duration.ofHours(4).minus(NANO));
        assertThat(http.create(VIDEO).statusCode()).isEqualTo(429);
        clock.advance(NANO);
        assertThat(http.create(VIDEO).statusCode()).isEqualTo(201);
    }

    @Test
    void creationsInThreeMinutesSlide() {
        mock.account().plan(ServicePlan.premium());
        for (int i = 0; i < 7; i++) {
            assertThat(http.create(VIDEO).statusCode()).isEqualTo(201);
        }
        assertThat(code(http.create(VIDEO))).isEqualTo("429 RATE_WINDOW_EXCEEDED");
        assertThat(json(http.create(VIDEO)).getInteger("seconds_to_wait")).isEqualTo(180);
        clock.advance(Duration.ofMinutes(3).minus(NANO));
        assertThat(code(http.create(VIDEO))).isEqualTo("429 RATE_WINDOW_EXCEEDED");
        clock.advance(NANO);
        assertThat(http.create(VIDEO).statusCode()).isEqualTo(201);
    }

    @Test
    void jobsInFiveMinutesSlideAndRetriesCount() {
        mock.account().plan(UNLIMITED.withJobsPerFiveMinutes(2));
        mock.script(VIDEO, JobScript.queued(Duration.ZERO).fails(Duration.ZERO, "no"));
        String guid = http.created(VIDEO);
        assertThat(http.patch(guid, "retry").statusCode()).isEqualTo(200);
        assertThat(code(http.patch(guid, "retry"))).isEqualTo("429 RATE_WINDOW_EXCEEDED");
        assertThat(code(http.create(VIDEO))).isEqualTo("429 RATE_WINDOW_EXCEEDED");
        clock.advance(Duration.ofMinutes(5));
        assertThat(http.create(VIDEO).statusCode()).isEqualTo(201);
    }

    @Test
    void jobsBeyondTheRunningOnesWaitForASlotInOrderAndOneTooManyIsRefused() {
        mock.account().plan(UNLIMITED.withRunning(1).withQueued(2));
        String first = http.created("https://vimeo.com/1");
        String second = http.created("https://vimeo.com/2");
        String third = http.created("https://vimeo.com/3");
        clock.advance(Duration.ofSeconds(10));
        HttpResponse<byte[]> refused = http.create("https://vimeo.com/4");
        assertThat(code(refused)).isEqualTo("429 QUEUE_LIMIT_EXCEEDED");
        assertThat(json(refused).getInteger("seconds_to_wait")).isEqualTo(30);

        clock.advance(Duration.ofSeconds(30));
        assertThat(http.status(first)).isEqualTo("done");
        assertThat(http.create("https://vimeo.com/4").statusCode()).isEqualTo(201);
        clock.advance(Duration.ofSeconds(40));
        assertThat(http.status(second)).isEqualTo("done");
        assertThat(http.status(third)).isEqualTo("queueing");
        clock.advance(Duration.ofSeconds(40).minus(NANO));
        assertThat(http.status(third)).isEqualTo("queueing");
        clock.advance(NANO);
        assertThat(http.status(third)).isEqualTo("done");
    }

    @Test
    void oneTurnOfAnHourIsTheSameAsManySmallOnes() {
        mock.account().plan(UNLIMITED.withRunning(1));
        for (int i = 0; i < 5; i++) {
            http.created("https://vimeo.com/" + i);
        }
        clock.advance(Duration.ofHours(1));
        assertThat(mock.jobs().all())
                .extracting(job ->
                        Duration.between(job.createdAt(), job.exportedAt()).toSeconds())
                .containsExactly(200L, 160L, 120L, 80L, 40L);
    }

    @Test
    void stoppingFreesTheSlotOfARunningJobAndThePlaceOfAQueuedOne() {
        mock.account().plan(UNLIMITED.withRunning(1).withQueued(1));
        String running = http.created("https://vk.com/1");
        clock.advance(Duration.ofSeconds(5));
        String queued = http.created("https://vk.com/2");
        clock.advance(Duration.ofSeconds(5));
        assertThat(code(http.create("https://vk.com/3"))).isEqualTo("429 QUEUE_LIMIT_EXCEEDED");
        http.patch(queued, "stop");
        String next = http.created("https://vk.com/3");
        clock.advance(Duration.ofSeconds(5));
        assertThat(http.status(next)).isEqualTo("queueing");
        http.patch(running, "stop");
        assertThat(http.status(next)).isEqualTo("progress");
    }

    @Test
    void aPlanWithoutAQueueRefusesForConcurrency() {
        mock.account().plan(UNLIMITED.withRunning(1).withQueued(0));
        http.created("https://vimeo.com/1");
        assertThat(code(http.create("https://vimeo.com/2"))).isEqualTo("429 CONCURRENCY_RATE_LIMIT");
        clock.advance(Duration.ofSeconds(40));
        assertThat(http.create("https://vimeo.com/2").statusCode()).isEqualTo(201);
    }

    @Test
    void seededJobsTakeNoSlotAndNoQuota() {
        mock.account().plan(ServicePlan.premium());
        for (int i = 0; i < 500; i++) {
            mock.jobs().seed(SeedJob.of("https://vimeo.com/" + i));
        }
        assertThat(http.create("https://vimeo.com/x").statusCode()).isEqualTo(201);
        clock.advance(Duration.ofSeconds(40));
        assertThat(mock.jobs().all()).hasSize(501).allMatch(job -> job.status().equals("done"));
    }

    @Test
    void secondsCanBeTextsAndTheHeaderCanBeMissing() {
        try (MockService odd = MockService.builder()
                .clock(clock)
                .plan(UNLIMITED.withRequestsPerMinute(1))
                .style(AnswerStyle.documented().secondsAsText(true).retryAfter(false))
                .start()) {
            Http client = new Http(odd);
            client.get("/api/v1/ping");
            HttpResponse<byte[]> refused = client.get("/api/v1/ping");
            assertThat(json(refused).getValue("seconds_to_wait")).isEqualTo("60");
            assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
        }
    }
}
