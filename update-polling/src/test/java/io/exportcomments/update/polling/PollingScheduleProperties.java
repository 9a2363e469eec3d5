package io.exportcomments.update.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.journal.JournalEntry;
import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.testkit.update.Watched;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the jobs do and the service suffers: the requests stay in their share, and each end is told once. */
class PollingScheduleProperties {
    private static final Duration LONGEST_COURSE = Duration.ofMinutes(40);

    @Property(tries = 30)
    void requestsStayInTheShareAndEachEndIsToldOnce(
            @ForAll("courses") List<Course> courses, @ForAll("troubles") List<Trouble> troubles, @ForAll long seed) {
        try (Simulation simulation = Simulation.builder(RetrofitTransport.create())
                .updates(PollingUpdates.create())
                .seed(seed)
                .start()) {
            List<Watched> watches = new ArrayList<>();
            for (Course course : courses) {
                simulation.pass(Duration.ofMillis(course.watchedAfterMillis));
                watches.add(simulation.watch(simulation.seed(course.script(), Duration.ofSeconds(course.ageSeconds))));
            }
            for (Trouble trouble : troubles) {
                simulation.pass(Duration.ofSeconds(trouble.afterSeconds));
                simulation.mock().faults().onAny().always().inject(trouble.fault());
                simulation.pass(Duration.ofSeconds(trouble.lastsSeconds));
                simulation.mock().faults().clear();
            }
            simulation.pass(LONGEST_COURSE);

            assertThat(mostInAMinute(readings(simulation.mock().journal().entries())))
                    .isLessThanOrEqualTo(Plan.PREMIUM.requestsPerMinute() / 2);
            for (int i = 0; i < watches.size(); i++) {
                assertThat(watches.get(i).ends().stream().map(JobUpdate::status))
                        .as("%s", watches.get(i))
                        .containsExactly(courses.get(i).fails ? JobStatus.ERROR : JobStatus.DONE);
                assertThat(watches.get(i).completions()).isEqualTo(1);
                assertThat(watches.get(i).errors()).isEmpty();
            }
        }
    }

    /**
     * The requests without those that went out a second time, at once and on a new connection, as theirs was gone: the
     * transport does that by itself.
     */
    private static List<JournalEntry> readings(List<JournalEntry> requests) {
        List<JournalEntry> readings = new ArrayList<>();
        List<JournalEntry> lost = new ArrayList<>();
        for (JournalEntry request : requests) {
            Optional<JournalEntry> first =
                    lost.stream().filter(before -> isSentAgain(before, request)).findFirst();
            if (first.isPresent()) {
                lost.remove(first.get());
                continue;
            }
            readings.add(request);
            if (request.state() == JournalEntry.State.BROKEN_BY_FAULT) {
                lost.add(request);
            }
        }
        return readings;
    }

    private static boolean isSentAgain(JournalEntry before, JournalEntry request) {
        return before.connection() != request.connection()
                && before.at().equals(request.at())
                && before.request().target().equals(request.request().target());
    }

    private static int mostInAMinute(List<JournalEntry> readings) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < readings.size(); last++) {
            Instant begin = readings.get(last).at().minus(Duration.ofMinutes(1));
            while (!readings.get(first).at().isAfter(begin)) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    @Provide
    Arbitrary<List<Course>> courses() {
        Arbitrary<Course> course = Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 300),
                        Arbitraries.integers().between(0, 600),
                        Arbitraries.integers().between(0, 4_000),
                        Arbitraries.of(true, false))
                .as(Course::new);
        return course.list().ofMinSize(1).ofMaxSize(130);
    }

    @Provide
    Arbitrary<List<Trouble>> troubles() {
        Arbitrary<Trouble> trouble = Combinators.combine(
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers().between(1, 300),
                        Arbitraries.integers().between(0, 5))
                .as(Trouble::new);
        return trouble.list().ofMaxSize(4);
    }

    record Course(int steps, int stepSeconds, int ageSeconds, int watchedAfterMillis, boolean fails) {
        JobScript script() {
            JobScript script = JobScript.queued(Duration.ofSeconds(1));
            Duration step = Duration.ofSeconds(stepSeconds);
            for (int i = 0; i < steps; i++) {
                script = script.progress(step, 10 * i, 100);
            }
            return fails ? script.fails(step, "gone") : script.done(step);
        }
    }

    record Trouble(int afterSeconds, int lastsSeconds, int kind) {
        Fault fault() {
            return switch (kind) {
                case 0 -> Fault.badGateway();
                case 1 -> Fault.status(429).body("{\"seconds_to_wait\":20}");
                case 2 -> Fault.status(429);
                case 3 -> Fault.resetBeforeTaking();
                case 4 -> Fault.garbage();
                default -> Fault.resetAfterTaking();
            };
        }
    }
}
