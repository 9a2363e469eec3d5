package io.exportcomments.mock;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.internal.jobs.ApiError;
import io.exportcomments.mock.internal.jobs.JobEngine;
import io.exportcomments.mock.internal.jobs.JobScripts;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Limits and slots under any pattern of calls. */
class WindowProperties {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration RUN = Duration.ofSeconds(40);

    private final ManualClock clock = MockClock.manual();

    @Property(tries = 200)
    void noMinuteHoldsMoreThanItsRequestsAndWaitingAsToldIsEnough(
            @ForAll @IntRange(min = 1, max = 8) int limit,
            @ForAll @Size(max = 60) List<@IntRange(max = 40_000) Integer> pauses) {
        JobEngine engine = engine(ServicePlan.unlimited().withRequestsPerMinute(limit));
        List<Instant> taken = new ArrayList<>();
        for (int pause : pauses) {
            clock.advance(Duration.ofMillis(pause));
            Instant now = clock.now();
            long inWindow =
                    taken.stream().filter(t -> t.plus(MINUTE).isAfter(now)).count();
            try {
                engine.countRequest();
                taken.add(now);
                assertThat(inWindow).isLessThan(limit);
            } catch (ApiError refusal) {
                assertThat(inWindow).isEqualTo(limit);
                assertThat(refusal.secondsToWait()).isBetween(1L, 60L);
                clock.advance(Duration.ofSeconds(refusal.secondsToWait()));
                engine.countRequest();
                taken.add(clock.now());
            }
        }
    }

    @Property(tries = 200)
    void jobsRunInOrderAndNeverMoreAtOnceThanThereAreSlots(
            @ForAll @IntRange(min = 1, max = 4) int slots,
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 30_000) Integer> pauses,
            @ForAll @IntRange(min = 500, max = 100_000) int stride) {
        JobEngine engine = engine(ServicePlan.unlimited().withRunning(slots));
        for (int pause : pauses) {
            clock.advance(Duration.ofMillis(pause));
            engine.create("https://youtu.be/x", Map.of(), null);
        }
        Instant end = clock.now().plus(Duration.ofHours(1));
        while (clock.now().isBefore(end)) {
            clock.advance(Duration.ofMillis(stride).multipliedBy(10));
        }
        List<Instant> ends = new ArrayList<>();
        for (MockJob job : engine.all()) {
            ends.add(0, job.exportedAt());
        }
        assertThat(ends).hasSize(pauses.size()).doesNotContainNull().isSorted();
        for (int i = slots; i < ends.size(); i++) {
            assertThat(Duration.between(ends.get(i - slots), ends.get(i))).isGreaterThanOrEqualTo(RUN);
        }
    }

    private JobEngine engine(ServicePlan plan) {
        JobScripts scripts = new JobScripts();
        scripts.otherwise(JobScript.queued(Duration.ZERO).done(RUN));
        JobEngine engine = new JobEngine(clock, plan, scripts, new SplittableRandom(1));
        clock.drive(engine);
        return engine;
    }
}
