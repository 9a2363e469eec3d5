package io.exportcomments.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.Sent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Operation;
import io.exportcomments.port.Observation;
import io.exportcomments.port.UpdateSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever two sources do with the events of a job (shuffle, double, lose, delay them, break and come back), and
 * whenever the service can't be read, a watch goes forward only and ends exactly once with the job's true end.
 */
class WatchProperties {
    private static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");

    /** A job's true course: the states that the service has one after the other. */
    record Course(List<Job> states) {
        Job end() {
            return states.get(states.size() - 1);
        }
    }

    @Provide
    Arbitrary<Course> courses() {
        Arbitrary<Integer> steps = Arbitraries.integers().between(0, 6);
        Arbitrary<JobStatus> ends = Arbitraries.of(JobStatus.DONE, JobStatus.ERROR, JobStatus.STOPPED);
        Arbitrary<Boolean> tells = Arbitraries.of(true, true, true, false);
        return net.jqwik.api.Combinators.combine(steps, ends, tells).as(WatchProperties::course);
    }

    private static Course course(int steps, JobStatus end, boolean tellsRetries) {
        List<Job> states = new ArrayList<>();
        Integer retry = tellsRetries ? 0 : null;
        states.add(Job.builder(GUID, JobStatus.QUEUEING).retry(retry).build());
        for (int i = 1; i <= steps; i++) {
            states.add(Job.builder(GUID, JobStatus.PROGRESS)
                    .retry(retry)
                    .totalExported(10L * i)
                    .total(100L)
                    .build());
        }
        states.add(Job.builder(GUID, end).retry(retry).build());
        return new Course(states);
    }

    /** An event says less than the state: it has no count of retries. A stopped job has no event. */
    private static Job event(Job state) {
        Job.Builder event = Job.builder(state.guid(), state.status());
        state.progress().ifPresent(p -> event.totalExported(p.exported()).total(100L));
        return event.build();
    }

    @Property(tries = 2_000)
    void aWatchGoesForwardOnlyAndEndsOnceWithTheTrueEnd(
            @ForAll("courses") Course course, @ForAll long seed, @ForAll @IntRange(min = 10, max = 60) int turns) {
        World world = new World(course, seed);
        Recorder recorder = new Recorder();
        world.watches.updates(GUID).subscribe(recorder);
        for (int i = 0; i < turns; i++) {
            world.turn();
        }
        world.calmDown();

        assertThat(recorder.error).isNull();
        assertThat(recorder.completions).isEqualTo(1);
        assertThat(recorder.updates.get(recorder.updates.size() - 1).status())
                .isEqualTo(course.end().status());
        assertThat(recorder.updates.stream().filter(JobUpdate::isTerminal)).hasSize(1);
        assertThat(recorder.counts()).isSorted();
        assertThat(recorder.statuses()).isSortedAccordingTo(Enum::compareTo);
        assertThat(world.watches.size()).isZero();
        assertThat(world.time.waiting()).isZero();
    }

    @Property(tries = 500)
    void aCancelAtAnyPointFreesEverythingAndSilencesTheWatch(
            @ForAll("courses") Course course, @ForAll long seed, @ForAll @IntRange(min = 0, max = 40) int turns) {
        World world = new World(course, seed);
        Recorder recorder = new Recorder();
        world.watches.updates(GUID).subscribe(recorder);
        for (int i = 0; i < turns; i++) {
            world.turn();
        }
        recorder.subscription.cancel();
        int heard = recorder.updates.size();
        int completed = recorder.completions;
        world.calmDown();

        assertThat(recorder.updates).hasSize(heard);
        assertThat(recorder.completions).isEqualTo(completed);
        assertThat(world.watches.size()).isZero();
        assertThat(world.time.waiting()).isZero();
    }

    /** The service, two sources that misbehave, and time. */
    private static final class World {
        final VirtualTime time;
        final Random random;
        final Course course;
        final ScriptedSource first = new ScriptedSource("first");
        final ScriptedSource second = new ScriptedSource("second");
        final ScriptedStates states;
        final Watches watches;
        final List<Job> late = new ArrayList<>();
        int now;

        World(Course course, long seed) {
            this.course = course;
            this.random = new Random(seed);
            this.time = new VirtualTime(seed);
            this.states = new ScriptedStates(guid -> course.states().get(now));
            this.watches = new Watches(
                    List.of(first, second), states, time, Runnable::run, WatchSettings.DEFAULT, ClientListener.NONE);
            first.onFollow = sink -> maybe(sink::live);
            second.onFollow = sink -> maybe(sink::live);
        }

        private void maybe(Runnable action) {
            if (random.nextBoolean()) {
                action.run();
            }
        }

        void turn() {
            switch (random.nextInt(10)) {
                case 0, 1 -> proceed();
                case 2, 3 -> sinks().forEach(sink -> maybe(() -> sayLate(sink)));
                case 4 -> sinks().forEach(sink -> maybe(() -> sink.gap(trouble())));
                case 5 -> sinks().forEach(sink -> maybe(sink::live));
                case 6 -> answerWaiting();
                case 7 -> states.manual = random.nextBoolean();
                case 8 -> states.failure = random.nextInt(3) == 0 ? trouble() : null;
                default -> time.advance(Duration.ofMillis(random.nextInt(20_000)));
            }
        }

        private static ConnectionException trouble() {
            return new ConnectionException(ErrorContext.of(Operation.GET, GUID), Sent.MAYBE, false, "reset", null);
        }

        private List<UpdateSink> sinks() {
            List<UpdateSink> sinks = new ArrayList<>(first.sinks.values());
            sinks.addAll(second.sinks.values());
            sinks.addAll(first.formerSinks);
            return sinks;
        }

        private void proceed() {
            if (now < course.states().size() - 1) {
                now++;
                Job event = event(course.states().get(now));
                if (event.status() != JobStatus.STOPPED) {
                    late.addAll(Collections.nCopies(random.nextInt(4), event));
                }
                Collections.shuffle(late, random);
            }
        }

        private void sayLate(UpdateSink sink) {
            late.stream().limit(random.nextInt(5)).forEach(job -> sink.update(Observation.event(job)));
        }

        private void answerWaiting() {
            while (!states.waiting.isEmpty()) {
                var reading = states.waiting.remove();
                if (random.nextInt(4) == 0) {
                    reading.completeExceptionally(trouble());
                } else {
                    reading.complete(course.states().get(now));
                }
            }
        }

        /** The job comes to its end, the service answers, and time passes. */
        void calmDown() {
            now = course.states().size() - 1;
            states.manual = false;
            states.failure = null;
            answerWaiting();
            time.advance(Duration.ofMinutes(3));
        }
    }

    @Property(tries = 200)
    void tenThousandEventsShuffledAndTripledGiveOneEndForEachJob(@ForAll long seed) {
        Random random = new Random(seed);
        int jobs = 10;
        VirtualTime time = new VirtualTime(seed);
        ScriptedSource source = ScriptedSource.liveAtOnce("pushed");
        ScriptedStates states = new ScriptedStates(
                guid -> Job.builder(guid, JobStatus.QUEUEING).retry(0).build());
        Watches watches =
                new Watches(List.of(source), states, time, Runnable::run, WatchSettings.DEFAULT, ClientListener.NONE);
        List<Recorder> recorders = new ArrayList<>();
        List<Job> events = new ArrayList<>();
        for (int j = 0; j < jobs; j++) {
            JobGuid guid = JobGuid.of("job-" + j);
            Recorder recorder = new Recorder();
            watches.updates(guid).subscribe(recorder);
            recorders.add(recorder);
            for (long i = 1; i <= 8; i++) {
                Job progress =
                        Job.builder(guid, JobStatus.PROGRESS).totalExported(i).build();
                events.addAll(Arrays.asList(progress, progress, progress));
            }
            Job done = Job.builder(guid, JobStatus.DONE).build();
            events.addAll(Arrays.asList(done, done, done));
        }
        Collections.shuffle(events, random);
        var sinks = new java.util.HashMap<>(source.sinks);
        events.forEach(event -> sinks.get(event.guid()).update(Observation.event(event)));

        assertThat(recorders).allSatisfy(recorder -> {
            assertThat(recorder.completions).isEqualTo(1);
            assertThat(recorder.updates.stream().filter(JobUpdate::isTerminal)).hasSize(1);
            assertThat(recorder.counts()).isSorted();
        });
    }
}
