package io.exportcomments.internal.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.CreateOutcomeUnknownException;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.internal.call.Calls;
import io.exportcomments.internal.create.ModelService.Course;
import io.exportcomments.internal.create.ModelService.Fate;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times that a service cuts, to the day in whatever zone or to the hour, do not tell that a job is another's. */
@Timeout(20)
class CutTimeTest {
    private static final ExportRequest REQUEST =
            ExportRequest.of("https://youtu.be/dQw4w9WgXcQ").limit(500);

    private final VirtualTime time = new VirtualTime();
    private final ModelService service = new ModelService(time);
    private final Creator creator = new Creator(
            new Calls(service, List.of(), time, Timeouts.DEFAULT, Runnable::run),
            time,
            Timeouts.DEFAULT,
            Runnable::run);

    private CompletableFuture<Job> lost() {
        service.courses.add(new Course(Fate.RESET_AFTER_IT_WAS_TAKEN, Duration.ZERO));
        CompletableFuture<Job> creation = create(REQUEST);
        time.advance(Duration.ofSeconds(59));
        return creation;
    }

    private CompletableFuture<Job> create(ExportRequest request) {
        return creator.create(request, CreationJournal.NONE);
    }

    private long sendings() {
        return service.asked.stream().filter("create"::equals).count();
    }

    private static void isUnknown(CompletableFuture<Job> creation, String... guids) {
        assertThat(creation).isCompletedExceptionally();
        Throwable failure =
                creation.handle((job, error) -> Failures.unwrap(error)).join();
        assertThat(failure).isInstanceOf(CreateOutcomeUnknownException.class);
        assertThat(((CreateOutcomeUnknownException) failure).candidates())
                .extracting(JobGuid::toString)
                .contains(guids);
    }

    private static UnaryOperator<Instant> dayOf(int zoneMinutes) {
        Duration zone = Duration.ofMinutes(zoneMinutes);
        return created -> created.plus(zone).truncatedTo(ChronoUnit.DAYS).minus(zone);
    }

    private static UnaryOperator<Instant> cutTo(Duration unit) {
        return created -> Instant.ofEpochSecond(created.getEpochSecond() / unit.toSeconds() * unit.toSeconds());
    }

    private void advanceTo(String timeOfDay) {
        Instant then = Instant.parse("2026-03-02T" + timeOfDay + "Z");
        time.advance(Duration.between(time.now(), then));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 18:31:07",
        "300, 03:01:00",
        "300, 18:59:00",
        "330, 18:20:00",
        "345, 18:10:00",
        "-300, 04:55:00",
        "-210, 03:20:00",
        "840, 09:50:00"
    })
    void aTimeThatIsCutToTheDayInAnyZoneLeavesTheOutcomeUnknown(int zoneMinutes, String sent) {
        service.showing = dayOf(zoneMinutes);
        advanceTo(sent);
        isUnknown(lost(), "job-1");
        assertThat(sendings()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 30, 60, 120, 360})
    void aTimeThatIsCutToTheHourDoesNotSayThatARewrittenJobIsAnothers(int minutes) {
        service.showing = cutTo(Duration.ofMinutes(minutes));
        service.rewriting = url -> "https://rewritten.example/";
        advanceTo("11:59:00");
        isUnknown(lost(), "job-1");
        assertThat(sendings()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 300, -300})
    void aTimeThatIsCutTellsNothingOfTheClock(int zoneMinutes) {
        service.showing = dayOf(zoneMinutes);
        advanceTo("14:40:00");
        create(ExportRequest.of("https://example.com/first"));
        time.advance(Duration.ofMinutes(3));
        service.rewriting = url -> "https://rewritten.example/";
        isUnknown(lost(), "job-2");
        assertThat(sendings()).isEqualTo(2);
    }

    @Test
    void aTimeThatIsCutTellsNothingOfTheClockOfAnEarlierRun() {
        EarlierSendings sendings = new EarlierSendings();
        advanceTo("12:00:00");
        Job job = service.made("job", REQUEST);
        sendings.add(Map.of(job.guid(), time.now().plusSeconds(2_400)));
        assertThat(sendings.offset(List.of(job))).isNull();
    }

    @Test
    void aTimeThatIsCutDoesNotSayThatAllBehindItIsOlder() {
        service.showing = cutTo(Duration.ofHours(1));
        service.rewriting = url -> "https://rewritten.example/";
        service.cap = 10;
        advanceTo("11:40:00");
        service.courses.add(new Course(Fate.RESET_AFTER_IT_WAS_TAKEN, Duration.ZERO));
        CompletableFuture<Job> creation = create(REQUEST);
        ExportRequest other = ExportRequest.of("https://example.com/x").limit(9_000);
        for (int i = 0; i < 25; i++) {
            service.jobs.add(0, service.made("other-" + i, other));
        }
        time.advance(Duration.ofSeconds(59));
        isUnknown(creation, "job-1");
        assertThat(sendings()).isOne();
    }

    @Test
    void aRoundTimeBehindOneThatIsCertainlyOlderIsWhatItSays() {
        advanceTo("12:00:00");
        Job round = service.made(
                "round", ExportRequest.of("https://example.com/round").limit(500));
        advanceTo("12:07:11");
        service.jobs.add(round);
        service.jobs.add(0, service.made("older", ExportRequest.of("https://example.com/else")));
        time.advance(Duration.ofMinutes(20));
        service.courses.add(new Course(Fate.RESET_BEFORE_IT_WAS_TAKEN, Duration.ZERO));
        CompletableFuture<Job> creation = create(REQUEST);
        time.advance(Duration.ofSeconds(59));
        assertThat(creation).isCompletedWithValueMatching(job -> job.guid().equals(JobGuid.of("job-1")));
        assertThat(sendings()).isEqualTo(2);
    }
}
