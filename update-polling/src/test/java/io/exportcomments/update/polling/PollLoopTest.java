package io.exportcomments.update.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.ServiceException;
import io.exportcomments.event.ClientListener;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.Observation;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The loop by itself, with answers made by the test, in virtual time. */
class PollLoopTest {
    private static final JobGuid JOB = JobGuid.of("job-1");

    private static final UpdateSink QUIET = new UpdateSink() {
        @Override
        public void live() {}

        @Override
        public void update(Observation observation) {}

        @Override
        public void gap(Throwable cause) {}

        @Override
        public void broken(Throwable error) {}
    };

    private final VirtualTimekeeper time = new VirtualTimekeeper();
    private final AskedStates states = new AskedStates();
    private final UpdateSource polling = open(time);
    private final HeardSink sink = new HeardSink();

    private UpdateSource open(Timekeeper timekeeper) {
        return PollingUpdates.create()
                .open(new UpdateContext(
                        refusingTransport(),
                        PollLoopTest::noSocket,
                        states,
                        timekeeper,
                        ClientListener.NONE,
                        TransportSettings.SERVICE));
    }

    @Test
    void isCalledPolling() {
        assertThat(polling.name()).isEqualTo("polling");
    }

    @Test
    void isLiveAtOnceAndAsksOneIntervalLater() {
        polling.follow(JOB, sink);

        assertThat(sink.heard).containsExactly("live");
        time.advance(Duration.ofMillis(4_999));
        assertThat(states.rounds).isEmpty();
        time.advance(Duration.ofMillis(5_001));
        assertThat(states.rounds).isNotEmpty();
        assertThat(sink.heard).startsWith("live", "state progress");
    }

    @Test
    void asksEveryFiveToTenSecondsAndNeverInTheSameBeat() {
        polling.follow(JOB, sink);

        List<Duration> gaps = gapsBetweenRounds(Duration.ofMinutes(9));

        assertThat(gaps).hasSizeGreaterThan(50);
        assertThat(gaps).allMatch(gap -> gap.compareTo(Duration.ofSeconds(5)) >= 0);
        assertThat(gaps).allMatch(gap -> gap.compareTo(Duration.ofSeconds(10)) <= 0);
        assertThat(gaps.stream().distinct().count()).as("different gaps").isGreaterThan(gaps.size() / 2);
    }

    @Test
    void asksForAllJobsTogetherOnOneTimer() {
        List<JobGuid> guids =
                IntStream.range(0, 1_000).mapToObj(i -> JobGuid.of("job-" + i)).toList();
        guids.forEach(guid -> polling.follow(guid, new HeardSink()));

        assertThat(time.waiting()).isEqualTo(1);
        time.advance(Duration.ofSeconds(10));

        assertThat(states.rounds.get(0)).containsExactlyElementsOf(guids);
        assertThat(time.waiting()).isEqualTo(1);
    }

    @Test
    void asksLessOftenForAJobThatIsFollowedForLongButNeverLessThanOnceAMinute() {
        polling.follow(JOB, sink);

        gapsBetweenRounds(Duration.ofMinutes(10));
        List<Duration> afterTenMinutes = gapsBetweenRounds(Duration.ofMinutes(20));
        List<Duration> afterHalfAnHour = gapsBetweenRounds(Duration.ofMinutes(30));
        List<Duration> afterAnHour = gapsBetweenRounds(Duration.ofHours(5));

        assertThat(afterTenMinutes)
                .allMatch(gap -> gap.compareTo(Duration.ofSeconds(5)) >= 0)
                .allMatch(gap -> gap.compareTo(Duration.ofSeconds(30)) <= 0);
        assertThat(afterHalfAnHour)
                .allMatch(gap -> gap.compareTo(Duration.ofSeconds(20)) >= 0)
                .allMatch(gap -> gap.compareTo(Duration.ofSeconds(60)) <= 0);
        assertThat(afterAnHour)
                .allMatch(gap -> gap.compareTo(Duration.ofSeconds(50)) >= 0)
                .allMatch(gap -> gap.compareTo(Duration.ofSeconds(60)) <= 0);
    }

    @Test
    void doesNotAskAgainWhileAnAnswerIsOpen() {
        states.answer = guid -> guid.equals(JOB)
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture(AskedStates.running(guid));
        polling.follow(JOB, sink);
        polling.follow(JobGuid.of("job-2"), new HeardSink());

        time.advance(Duration.ofMinutes(5));

        assertThat(states.rounds.stream().filter(round -> round.contains(JOB))).hasSize(1);
        assertThat(states.rounds.stream().filter(round -> round.contains(JobGuid.of("job-2"))))
                .hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @MethodSource("passingErrors")
    void troubleMakesItSlowerUpToAMinuteAndEndsNothing(ExportCommentsException error) {
        states.failWith(error);
        polling.follow(JOB, sink);

        List<Duration> gaps = gapsBetweenRounds(Duration.ofMinutes(30));

        assertThat(gaps.get(0)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(gaps.get(1)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(gaps.get(2)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
        assertThat(gaps.subList(4, gaps.size())).hasSizeGreaterThan(20).allMatch(Duration.ofSeconds(60)::equals);
        assertThat(sink.heard).containsExactly("live", "gap " + error.getClass().getSimpleName());
    }

    static List<ExportCommentsException> passingErrors() {
        return List.of(
                new ServiceException(ErrorContext.NONE, null),
                new RateLimitException(
                        ErrorContext.NONE, RateLimit.REQUESTS_PER_MINUTE, Optional.of(Duration.ofSeconds(1)), null));
    }

    @Test
    void aGoodAnswerAfterTroubleEndsTheGapAndTheSlowness() {
        states.failWith(new ServiceException(ErrorContext.NONE, null));
        polling.follow(JOB, sink);
        time.advance(Duration.ofMinutes(10));
        sink.heard.clear();
        states.work();

        time.advance(Duration.ofSeconds(60));
        assertThat(sink.heard).startsWith("live", "state progress");
        List<Duration> gaps = gapsBetweenRounds(Duration.ofMinutes(1));

        assertThat(gaps).hasSizeGreaterThan(4).allMatch(gap -> gap.compareTo(Duration.ofSeconds(10)) <= 0);
    }

    @Test
    void anAnswerAfterTroubleBringsTheNextTickForward() {
        List<CompletableFuture<Job>> open = new ArrayList<>();
        states.failWith(new ServiceException(ErrorContext.NONE, null));
        polling.follow(JOB, sink);
        time.advance(Duration.ofMinutes(10));
        states.answer = guid -> {
            open.add(new CompletableFuture<>());
            return open.get(open.size() - 1);
        };
        time.advance(Duration.ofSeconds(60));

        open.get(0).complete(AskedStates.running(JOB));
        time.advance(Duration.ofSeconds(10));

        assertThat(open).as("asked again within 10 s").hasSize(2);
    }

    @Test
    void troubleWithOneJobAloneDoesNotSlowTheOthers() {
        JobGuid bad = JobGuid.of("unreadable");
        HeardSink badSink = new HeardSink();
        states.answer = guid -> guid.equals(bad)
                ? CompletableFuture.failedFuture(new ServiceException(ErrorContext.NONE, null))
                : CompletableFuture.completedFuture(AskedStates.running(guid));
        polling.follow(bad, badSink);
        polling.follow(JOB, sink);

        List<Duration> gaps = gapsBetweenRounds(Duration.ofMinutes(5));

        assertThat(gaps).allMatch(gap -> gap.compareTo(Duration.ofSeconds(10)) <= 0);
        assertThat(badSink.heard).containsExactly("live", "gap ServiceException");
        assertThat(sink.heard).doesNotContain("gap ServiceException");
    }

    @Test
    void twoFailuresAreNoGap() {
        int[] left = {2};
        states.answer = guid -> left[0]-- > 0
                ? CompletableFuture.failedFuture(new ServiceException(ErrorContext.NONE, null))
                : CompletableFuture.completedFuture(AskedStates.running(guid));
        polling.follow(JOB, sink);

        time.advance(Duration.ofMinutes(3));

        assertThat(sink.heard).startsWith("live", "state progress", "state progress");
    }

    @ParameterizedTest
    @MethodSource("finalErrors")
    void whatCannotGetBetterIsBrokenAndNotAskedForAgain(ExportCommentsException error) {
        states.failWith(error);
        polling.follow(JOB, sink);

        time.advance(Duration.ofHours(1));

        assertThat(sink.heard)
                .containsExactly("live", "broken " + error.getClass().getSimpleName());
        assertThat(states.rounds).hasSize(1);
        assertThat(time.waiting()).isZero();
    }

    static List<ExportCommentsException> finalErrors() {
        return List.of(
                new AuthenticationException(ErrorContext.NONE, null),
                new PermissionException(ErrorContext.NONE, null),
                new InvalidRequestException(ErrorContext.NONE, null));
    }

    @Test
    void aJobThatIsNotThereThreeTimesInARowIsBroken() {
        states.failWith(new NotFoundException(ErrorContext.NONE, null));
        polling.follow(JOB, sink);

        time.advance(Duration.ofMinutes(5));

        assertThat(sink.heard).containsExactly("live", "broken NotFoundException");
        assertThat(states.rounds).hasSize(3);
    }

    @Test
    void aJobThatIsNotThereForAMomentGoesOn() {
        int[] asked = {0};
        states.answer = guid -> ++asked[0] % 3 != 0
                ? CompletableFuture.failedFuture(new NotFoundException(ErrorContext.NONE, null))
                : CompletableFuture.completedFuture(AskedStates.running(guid));
        polling.follow(JOB, sink);

        time.advance(Duration.ofMinutes(5));

        assertThat(sink.heard).startsWith("live", "state progress", "state progress");
        assertThat(sink.heard).noneMatch(heard -> heard.startsWith("broken"));
    }

    @Test
    void cancellingFreesAllAtOnceAndNothingIsHeardAfterwards() {
        states.answer = guid -> new CompletableFuture<>();
        UpdateSource.Subscription subscription = polling.follow(JOB, sink);
        time.advance(Duration.ofSeconds(10));

        subscription.cancel();
        subscription.cancel();

        assertThat(states.readings.get(0)).isCancelled();
        assertThat(time.waiting()).isZero();
        time.advance(Duration.ofHours(1));
        assertThat(sink.heard).containsExactly("live");
        assertThat(states.rounds).hasSize(1);
    }

    @Test
    void cancellingTheOldSubscriptionLeavesTheNewOneOfTheSameJob() {
        UpdateSource.Subscription old = polling.follow(JOB, new HeardSink());
        old.cancel();
        polling.follow(JOB, sink);

        old.cancel();
        time.advance(Duration.ofSeconds(20));

        assertThat(sink.heard).startsWith("live", "state progress");
    }

    @Test
    void anAnswerThatWasUnderWayWhenCancelledIsNotHeard() {
        CompletableFuture<Job> stubborn = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                return false;
            }
        };
        states.answer = guid -> stubborn;
        UpdateSource.Subscription subscription = polling.follow(JOB, sink);
        time.advance(Duration.ofSeconds(10));

        subscription.cancel();
        stubborn.complete(AskedStates.running(JOB));

        assertThat(sink.heard).containsExactly("live");
    }

    @Test
    void aSinkThatCancelsWhenItIsLiveAgainHearsNoMore() {
        List<UpdateSource.Subscription> subscription = new ArrayList<>();
        HeardSink cancelling = new HeardSink() {
            @Override
            public void live() {
                super.live();
                subscription.forEach(UpdateSource.Subscription::cancel);
            }
        };
        states.failWith(new ServiceException(ErrorContext.NONE, null));
        subscription.add(polling.follow(JOB, cancelling));
        time.advance(Duration.ofMinutes(5));
        states.work();

        time.advance(Duration.ofMinutes(5));

        assertThat(cancelling.heard).containsExactly("live", "gap ServiceException", "live");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void closingEndsAllInSilence() {
        states.answer = guid -> new CompletableFuture<>();
        polling.follow(JOB, sink);
        time.advance(Duration.ofSeconds(10));

        polling.close();
        polling.close();

        assertThat(states.readings).allMatch(CompletableFuture::isCancelled);
        assertThat(time.waiting()).isZero();
        assertThat(sink.heard).containsExactly("live");
        HeardSink late = new HeardSink();
        polling.follow(JOB, late).cancel();
        assertThat(late.heard).containsExactly("live", "broken ClientClosedException");
        assertThat(time.waiting()).isZero();
    }

    /** Its timer has fired, but the tick comes only after the last job has left and another has joined. */
    @Test
    void aTickThatComesTooLateBeginsNoSecondChainOfTicks() {
        List<Runnable> fired = new ArrayList<>();
        UpdateSource late = open(new Timekeeper() {
            @Override
            public Instant now() {
                return time.now();
            }

            @Override
            public long nanoTime() {
                return time.nanoTime();
            }

            @Override
            public Timer schedule(Duration delay, Runnable task) {
                fired.add(task);
                return time.schedule(delay, task);
            }

            @Override
            public double random() {
                return time.random();
            }
        });
        late.follow(JobGuid.of("job-0"), new HeardSink()).cancel();
        late.follow(JOB, sink);
        fired.get(0).run();

        assertThat(time.waiting()).as("timers").isEqualTo(1);
        assertThat(gapsBetweenRounds(Duration.ofMinutes(2)))
                .isNotEmpty()
                .allMatch(gap -> gap.compareTo(Duration.ofSeconds(5)) >= 0);
    }

    @Test
    void aFollowedJobCostsLittleMemory() {
        int jobs = 100_000;
        List<JobGuid> guids =
                IntStream.range(0, jobs).mapToObj(i -> JobGuid.of("job-" + i)).toList();
        long before = usedHeap();

        guids.forEach(guid -> polling.follow(guid, QUIET));

        assertThat((usedHeap() - before) / jobs).as("bytes a job").isLessThan(400);
        assertThat(time.waiting()).isEqualTo(1);
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private List<Duration> gapsBetweenRounds(Duration span) {
        List<Duration> gaps = new ArrayList<>();
        long end = time.nanoTime() + span.toNanos();
        long last = -1;
        int rounds = states.rounds.size();
        while (time.nanoTime() < end) {
            time.advance(time.untilNext().orElseThrow());
            if (states.rounds.size() > rounds) {
                rounds = states.rounds.size();
                if (last >= 0) {
                    gaps.add(Duration.ofNanos(time.nanoTime() - last));
                }
                last = time.nanoTime();
            }
        }
        return gaps;
    }

    private static SocketTransport.Socket noSocket(
            URI uri, Map<String, String> headers, SocketTransport.Listener listener) {
        throw new AssertionError("Polling needs no socket");
    }

    private static JobTransport refusingTransport() {
        return (JobTransport) Proxy.newProxyInstance(
                JobTransport.class.getClassLoader(), new Class<?>[] {JobTransport.class}, (proxy, method, args) -> {
                    throw new AssertionError("Polling asks through the state reader alone: " + method.getName());
                });
    }
}
