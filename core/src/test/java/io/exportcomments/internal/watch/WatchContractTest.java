package io.exportcomments.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.UpdatesUnavailableException;
import io.exportcomments.event.ClientListener;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.internal.concurrent.CallbackThreads;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Operation;
import io.exportcomments.port.Observation;
import io.exportcomments.port.UpdateSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The watch contract, W1 to W12, with scripted sources in virtual time. */
class WatchContractTest {
    private static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");
    private final ConnectionException trouble =
            new ConnectionException(ErrorContext.of(Operation.GET, GUID), Sent.MAYBE, false, "connection reset", null);

    private final VirtualTime time = new VirtualTime();
    private final ScriptedSource preferred = new ScriptedSource("preferred");
    private final ScriptedSource fallback = new ScriptedSource("fallback");
    private Job serviceState = job(JobStatus.QUEUEING);
    private final ScriptedStates states = new ScriptedStates(guid -> serviceState);
    private final Watches watches = engine(Runnable::run);

    private Watches engine(Executor executor) {
        return new Watches(
                List.of(preferred, fallback), states, time, executor, WatchSettings.DEFAULT, ClientListener.NONE);
    }

    private static Job job(JobStatus status) {
        return Job.builder(GUID, status).retry(0).build();
    }

    private static Job progress(long exported) {
        return Job.builder(GUID, JobStatus.PROGRESS)
                .totalExported(exported)
                .total(100L)
                .build();
    }

    private static Job status(JobStatus status) {
        return Job.builder(GUID, status).build();
    }

    private static Job attempt(int retry, JobStatus status) {
        return Job.builder(GUID, status).retry(retry).build();
    }

    private Recorder watch() {
        Recorder recorder = new Recorder();
        watches.updates(GUID).subscribe(recorder);
        return recorder;
    }

    private Recorder watchLive() {
        preferred.onFollow = UpdateSink::live;
        return watch();
    }

    @Nested
    class W1NoGapAtTheStart {
        @Test
        void theStateIsReadOnlyAfterTheSourceIsLive() {
            watch();
            assertThat(states.reads).isZero();
            preferred.sink().live();
            assertThat(states.reads).isEqualTo(1);
        }

        @Test
        void aJobThatEndedBeforeTheCallEndsTheWatchAfterOneRead() {
            serviceState = job(JobStatus.DONE);
            Recorder recorder = watchLive();
            assertThat(recorder.statuses()).containsExactly(JobStatus.DONE);
            assertThat(recorder.completions).isEqualTo(1);
            assertThat(states.reads).isEqualTo(1);
        }

        @Test
        void anEndSaidWhileTheStateIsBeingReadIsToldAtOnce() {
            states.manual = true;
            Recorder recorder = watchLive();
            preferred.event(status(JobStatus.DONE));
            assertThat(recorder.statuses()).containsExactly(JobStatus.DONE);
            assertThat(recorder.completions).isEqualTo(1);
            assertThat(states.waiting.remove()).isCancelled();
        }

        @Test
        void whatIsSaidWhileTheStateIsBeingReadIsToldAfterIt() {
            states.manual = true;
            Recorder recorder = watchLive();
            preferred.event(progress(20));
            assertThat(recorder.updates).isEmpty();
            states.waiting.remove().complete(progress(10));
            assertThat(recorder.updates)
                    .extracting(update -> update.progress().orElseThrow().exported())
                    .containsExactly(10L, 20L);
        }

        @Test
        void aFailedReadIsRepeatedUntilItSucceeds() {
            states.failure = trouble;
            Recorder recorder = watchLive();
            time.advance(Duration.ofMinutes(5));
            assertThat(recorder.error).isNull();
            assertThat(states.reads).isBetween(8, 40);
            states.failure = null;
            serviceState = job(JobStatus.DONE);
            time.advance(Duration.ofSeconds(30));
            assertThat(recorder.statuses()).containsExactly(JobStatus.DONE);
        }

        @Test
        void whileTheServiceCantBeReadAnEventThatSaysDoneIsBelieved() {
            states.failure = trouble;
            Recorder recorder = watchLive();
            preferred.event(status(JobStatus.DONE));
            assertThat(recorder.statuses()).containsExactly(JobStatus.DONE);
        }

        @Test
        void anEndHeldBackIsBelievedWhenTheReadFails() {
            states.manual = true;
            Recorder recorder = watchLive();
            preferred.event(status(JobStatus.DONE));
            states.waiting.remove().completeExceptionally(trouble);
            assertThat(recorder.statuses()).containsExactly(JobStatus.DONE);
        }
    }

    @Nested
    class W2InOrder {
        @Test
        void aSmallerCountAfterALargerChangesNothing() {
            Recorder recorder = watchLive();
            preferred.event(progress(60));
            preferred.event(progress(50));
            preferred.event(progress(70));
            assertThat(recorder.counts()).containsExactly(60L, 70L);
        }

        @Test
        void queueingAfterProgressChangesNothing() {
            Recorder recorder = watchLive();
            preferred.event(progress(60));
            preferred.event(status(JobStatus.QUEUEING));
            assertThat(recorder.statuses()).containsExactly(JobStatus.QUEUEING, JobStatus.PROGRESS);
        }

        @Test
        void aStateReadBeforeAnEventDoesNotUndoIt() {
            Recorder recorder = watchLive();
            states.manual = true;
            time.advance(Duration.ofSeconds(61));
            preferred.event(progress(60));
            states.waiting.remove().complete(progress(50));
            assertThat(recorder.counts()).containsExactly(60L);
        }

        @Test
        void aCountAtTheEndMayBeSmallerThanTheLastProgress() {
            Recorder recorder = watchLive();
            preferred.event(progress(60));
            preferred.event(Job.builder(GUID, JobStatus.DONE).totalExported(58L).build());
            assertThat(recorder.counts()).containsExactly(60L, 58L);
        }
    }

    @Nested
    class W3TheEndOnce {
        @Test
        void theEndIsDeliveredOnceAndTheStreamCompletes() {
            Recorder recorder = watchLive();
            UpdateSink sink = preferred.sink();
            sink.update(Observation.event(status(JobStatus.DONE)));
            sink.update(Observation.event(status(JobStatus.DONE)));
            sink.update(Observation.state(job(JobStatus.DONE)));
            assertThat(recorder.statuses()).containsExactly(JobStatus.QUEUEING, JobStatus.DONE);
            assertThat(recorder.completions).isEqualTo(1);
        }

        @Test
        void errorAndStoppedEndTheStreamToo() {
            Recorder failed = watchLive();
            preferred.event(status(JobStatus.ERROR));
            assertThat(failed.statuses()).endsWith(JobStatus.ERROR);
            assertThat(failed.completions).isEqualTo(1);

            serviceState = job(JobStatus.STOPPED);
            Recorder stopped = watch();
            assertThat(stopped.statuses()).containsExactly(JobStatus.STOPPED);
            assertThat(stopped.completions).isEqualTo(1);
        }

        @Test
        void everySubscriberHearsTheEnd() {
            Recorder first = watchLive();
            Recorder second = watch();
            assertThat(preferred.follows).isEqualTo(1);
            preferred.event(status(JobStatus.DONE));
            assertThat(first.statuses()).endsWith(JobStatus.DONE);
            assertThat(second.statuses()).containsExactly(JobStatus.QUEUEING, JobStatus.DONE);
        }

        @Test
        void aJobKnownToBeDoneEndsALaterWatchWithoutARequest() {
            watchLive();
            preferred.event(status(JobStatus.DONE));
            int before = states.reads;
            Recorder later = watch();
            assertThat(later.statuses()).containsExactly(JobStatus.DONE);
            assertThat(later.completions).isEqualTo(1);
            assertThat(states.reads).isEqualTo(before);
        }

        @Test
        void aFailedJobIsReadAgainByALaterWatchSinceItMayHaveBeenRetried() {
            watchLive();
            preferred.event(status(JobStatus.ERROR));
            serviceState = attempt(1, JobStatus.PROGRESS);
            Recorder later = watch();
            assertThat(later.statuses()).containsExactly(JobStatus.PROGRESS);
            assertThat(later.updates.get(0).attempt()).isEqualTo(2);
        }
    }

    @Nested
    class W4AfterAGap {
        @Test
        void theStateIsReadBeforeAnythingElseIsBelieved() {
            Recorder recorder = watchLive();
            states.manual = true;
            preferred.sink().gap(trouble);
            preferred.sink().live();
            preferred.event(progress(10));
            assertThat(recorder.counts()).isEmpty();
            states.waiting.remove().complete(progress(40));
            preferred.event(progress(50));
            assertThat(recorder.counts()).containsExactly(40L, 50L);
        }

        @Test
        void aReadingThatBeganBeforeTheGapLetsNothingGoThatIsSaidInIt() {
            states.manual = true;
            Recorder recorder = watchLive();
            preferred.sink().gap(trouble);
            preferred.event(progress(50));
            states.waiting.remove().complete(progress(10));
            assertThat(recorder.counts()).containsExactly(10L);

            preferred.sink().live();
            assertThat(recorder.counts()).containsExactly(10L);
            states.waiting.remove().complete(progress(40));
            assertThat(recorder.counts()).containsExactly(10L, 40L, 50L);
        }

        @Test
        void aReadingThatBeganInTheGapLetsGoWhatWasSaidBefore() {
            states.manual = true;
            Recorder recorder = watchLive();
            preferred.sink().gap(trouble);
            preferred.event(progress(50));
            states.waiting.remove().complete(progress(10));
            time.advance(Duration.ofSeconds(61));
            states.waiting.remove().complete(progress(40));
            assertThat(recorder.counts()).containsExactly(10L, 40L, 50L);
        }

        @Test
        void aJobThatEndedInTheGapEndsAfterExactlyOneRead() {
            Recorder recorder = watchLive();
            int before = states.reads;
            serviceState = job(JobStatus.DONE);
            preferred.sink().gap(trouble);
            preferred.sink().live();
            assertThat(recorder.completions).isEqualTo(1);
            assertThat(states.reads).isEqualTo(before + 1);
        }

        @Test
        void whatIsSaidDuringTheGapIsHeldUntilTheStateIsKnown() {
            Recorder recorder = watchLive();
            preferred.sink().gap(trouble);
            preferred.event(progress(10));
            assertThat(recorder.counts()).isEmpty();
            preferred.sink().live();
            assertThat(recorder.counts()).containsExactly(10L);
        }
    }

    @Nested
    class W5Failover {
        @Test
        void theNextSourceTakesOverWhenThePreferredIsNotLiveWithinTheBound() {
            watch();
            time.advance(Duration.ofMillis(4_999));
            assertThat(fallback.isFollowing()).isFalse();
            time.advance(Duration.ofMillis(1));
            assertThat(fallback.isFollowing()).isTrue();
            assertThat(preferred.isFollowing()).isTrue();
        }

        @Test
        void aSourceThatGaveUpIsAskedAgainAndTakesOverAgain() {
            watchLive();
            preferred.sink().broken(trouble);
            fallback.sink().live();
            preferred.onFollow = UpdateSink::live;
            time.advance(Duration.ofSeconds(31));
            assertThat(preferred.follows).isEqualTo(2);
            assertThat(preferred.isFollowing()).isTrue();
            assertThat(fallback.isFollowing()).isFalse();
        }

        @Test
        void aSourceThatGivesUpEachTimeIsAskedEverMoreRarely() {
            preferred.onFollow = sink -> sink.broken(trouble);
            fallback.onFollow = UpdateSink::live;
            Recorder recorder = watch();
            time.advance(Duration.ofHours(1));
            assertThat(preferred.follows).isBetween(12, 40);
            assertThat(fallback.follows).isEqualTo(1);
            assertThat(recorder.error).isNull();
            recorder.subscription.cancel();
            int before = preferred.follows;
            time.advance(Duration.ofHours(1));
            assertThat(preferred.follows).isEqualTo(before);
        }

        @Test
        void aShortGapMovesNothing() {
            watchLive();
            preferred.sink().gap(trouble);
            time.advance(Duration.ofSeconds(4));
            preferred.sink().live();
            time.advance(Duration.ofSeconds(30));
            assertThat(fallback.follows).isZero();
        }

        @Test
        void itIsHandedBackWhenThePreferredIsLiveAgain() {
            Recorder recorder = watchLive();
            preferred.sink().gap(trouble);
            time.advance(Duration.ofSeconds(5));
            fallback.sink().live();
            fallback.sink().update(Observation.state(progress(20)));
            preferred.sink().live();
            assertThat(fallback.isFollowing()).isFalse();
            preferred.event(progress(30));
            assertThat(recorder.counts()).containsExactly(20L, 30L);
        }

        @Test
        void afterAHandBackTheNextGapFailsOverAgain() {
            watchLive();
            for (int i = 1; i <= 3; i++) {
                preferred.sink().gap(trouble);
                time.advance(Duration.ofSeconds(5));
                assertThat(fallback.follows).isEqualTo(i);
                fallback.sink().live();
                preferred.sink().live();
                assertThat(fallback.isFollowing()).isFalse();
            }
        }

        @Test
        void aBrokenSourceIsReplacedAtOnce() {
            Recorder recorder = watchLive();
            preferred.sink().broken(trouble);
            assertThat(fallback.isFollowing()).isTrue();
            serviceState = job(JobStatus.DONE);
            fallback.sink().live();
            assertThat(recorder.statuses()).endsWith(JobStatus.DONE);
        }

        @Test
        void whenAllAreBrokenTheWatchFailsAndSaysWhy() {
            Recorder recorder = watchLive();
            preferred.sink().broken(trouble);
            fallback.sink().broken(trouble);
            assertThat(recorder.error)
                    .isInstanceOf(UpdatesUnavailableException.class)
                    .hasCause(trouble);
            assertThat(recorder.error).hasMessageContaining(GUID.value());
        }

        @Test
        void aSourceThatThrowsIsBroken() {
            preferred.onFollow = sink -> {
                throw new IllegalStateException("no follow");
            };
            watch();
            assertThat(fallback.isFollowing()).isTrue();
        }
    }

    @Nested
    class W6Cancelling {
        @Test
        void freesEverythingAtOnce() {
            Recorder recorder = watchLive();
            recorder.subscription.cancel();
            assertThat(preferred.isFollowing()).isFalse();
            assertThat(watches.size()).isZero();
            assertThat(time.waiting()).isZero();
        }

        @Test
        void nothingIsDeliveredAfterwards() {
            Recorder recorder = watchLive();
            UpdateSink sink = preferred.sink();
            int before = recorder.updates.size();
            recorder.subscription.cancel();
            sink.update(Observation.event(status(JobStatus.DONE)));
            assertThat(recorder.updates).hasSize(before);
            assertThat(recorder.completions).isZero();
        }

        @Test
        void takesTheReadingBack() {
            states.manual = true;
            Recorder recorder = watchLive();
            CompletableFuture<Job> reading = states.waiting.remove();
            recorder.subscription.cancel();
            assertThat(reading).isCancelled();
        }

        @Test
        void insideACallbackIsFine() {
            preferred.onFollow = UpdateSink::live;
            Recorder recorder = new Recorder() {
                @Override
                public void onNext(io.exportcomments.job.JobUpdate update) {
                    super.onNext(update);
                    subscription.cancel();
                }
            };
            watches.updates(GUID).subscribe(recorder);
            assertThat(recorder.updates).hasSize(1);
            assertThat(watches.size()).isZero();
        }

        @Test
        void onSubscribeLeavesNothingBehind() {
            Recorder recorder = new Recorder() {
                @Override
                public void onSubscribe(java.util.concurrent.Flow.Subscription given) {
                    given.cancel();
                }
            };
            watches.updates(GUID).subscribe(recorder);
            assertThat(watches.size()).isZero();
            assertThat(preferred.follows).isZero();
        }

        @Test
        void ofOneSubscriberLeavesTheOthersWatching() {
            Recorder first = watchLive();
            Recorder second = watch();
            first.subscription.cancel();
            preferred.event(status(JobStatus.DONE));
            assertThat(second.completions).isEqualTo(1);
        }

        @Test
        void theFutureOfTheEndEndsTheWatch() {
            preferred.onFollow = UpdateSink::live;
            CompletableFuture<Job> end = watches.end(GUID);
            end.cancel(false);
            assertThat(watches.size()).isZero();
        }

        @Test
        void theJobCanBeWatchedAgain() {
            Recorder first = watchLive();
            first.subscription.cancel();
            Recorder second = watch();
            preferred.event(status(JobStatus.DONE));
            assertThat(second.completions).isEqualTo(1);
        }
    }

    @Nested
    class W7Listeners {
        private final Deque<Runnable> calls = new ArrayDeque<>();
        private final Watches slow = engine(calls::add);

        private void runAll() {
            while (!calls.isEmpty()) {
                calls.remove().run();
            }
        }

        @Test
        void aSlowOneGetsTheNewestProgressAndEveryStatus() {
            preferred.onFollow = UpdateSink::live;
            Recorder recorder = new Recorder();
            slow.updates(GUID).subscribe(recorder);
            for (int i = 1; i <= 50; i++) {
                preferred.event(progress(i));
            }
            preferred.event(status(JobStatus.DONE));
            assertThat(recorder.updates).isEmpty();
            runAll();
            assertThat(recorder.statuses()).containsExactly(JobStatus.QUEUEING, JobStatus.PROGRESS, JobStatus.DONE);
            assertThat(recorder.counts()).startsWith(50L);
            assertThat(recorder.completions).isEqualTo(1);
        }

        @Test
        void oneThatThrowsHearsTheNextUpdateAndHarmsNoOther() {
            preferred.onFollow = UpdateSink::live;
            java.util.List<JobStatus> heard = new java.util.ArrayList<>();
            watches.listen(
                    GUID,
                    update -> {
                        heard.add(update.status());
                        throw new IllegalStateException("listener");
                    },
                    () -> {},
                    error -> {});
            Recorder other = watch();
            preferred.event(progress(1));
            preferred.event(status(JobStatus.DONE));
            assertThat(heard).containsExactly(JobStatus.QUEUEING, JobStatus.PROGRESS, JobStatus.DONE);
            assertThat(other.completions).isEqualTo(1);
        }

        @Test
        void oneThatThrowsAnErrorHearsTheNextUpdateToo() {
            preferred.onFollow = UpdateSink::live;
            java.util.List<JobStatus> heard = new java.util.ArrayList<>();
            watches.listen(
                    GUID,
                    update -> {
                        heard.add(update.status());
                        throw new AssertionError("listener");
                    },
                    () -> {},
                    error -> {});
            Recorder other = watch();
            preferred.event(progress(1));
            preferred.event(status(JobStatus.DONE));
            assertThat(heard).containsExactly(JobStatus.QUEUEING, JobStatus.PROGRESS, JobStatus.DONE);
            assertThat(other.completions).isEqualTo(1);
        }

        @Test
        void anExecutorThatTakesNoCallsEndsTheWatchAndSaysSo() {
            Watches refused = engine(task -> {
                throw new java.util.concurrent.RejectedExecutionException("full");
            });
            Recorder recorder = new Recorder();
            refused.updates(GUID).subscribe(recorder);
            assertThat(recorder.error).isInstanceOf(java.util.concurrent.RejectedExecutionException.class);
            assertThat(refused.size()).isZero();
            assertThat(refused.end(GUID)).isCompletedExceptionally();
        }

        /** An update may be on its way to a subscriber while another thread closes the client. */
        @Test
        void anUpdateThatMeetsTheClosingOfTheClientEndsTheWatchByThat() {
            CallbackThreads closed = new CallbackThreads(time);
            closed.close();
            Watches late = engine(closed);
            Recorder recorder = new Recorder();
            late.updates(GUID).subscribe(recorder);
            assertThat(recorder.error).isInstanceOf(ClientClosedException.class).hasMessageContaining(GUID.value());
            assertThat(late.end(GUID))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(ClientClosedException.class);
        }

        @Test
        void anExecutorThatHasNoThreadEndsTheWatchAndSaysSo() {
            Watches starved = engine(task -> {
                throw new OutOfMemoryError("unable to create native thread");
            });
            Recorder recorder = new Recorder();
            starved.updates(GUID).subscribe(recorder);
            assertThat(recorder.error).isInstanceOf(OutOfMemoryError.class);
            assertThat(starved.size()).isZero();
        }

        @Test
        void aSubscriberWithoutDemandGetsNothingAndThenTheNewest() {
            preferred.onFollow = UpdateSink::live;
            Recorder recorder = new Recorder();
            recorder.firstDemand = 0;
            watches.updates(GUID).subscribe(recorder);
            preferred.event(progress(1));
            preferred.event(progress(2));
            assertThat(recorder.updates).isEmpty();
            recorder.subscription.request(1);
            recorder.subscription.request(1);
            assertThat(recorder.statuses()).containsExactly(JobStatus.QUEUEING, JobStatus.PROGRESS);
            assertThat(recorder.counts()).containsExactly(2L);
        }
    }

    @Nested
    class W8NothingPerWatch {
        @Test
        void aThousandWatchesUseOneTimer() {
            serviceState = null;
            states.state = guid -> Job.builder(guid, JobStatus.PROGRESS).build();
            preferred.onFollow = UpdateSink::live;
            for (int i = 0; i < 1_000; i++) {
                watches.updates(JobGuid.of("job-" + i)).subscribe(new Recorder());
            }
            assertThat(watches.size()).isEqualTo(1_000);
            assertThat(time.waiting()).isEqualTo(1);
        }
    }

    @Nested
    class W9Reconciliation {
        @Test
        void aStoppedJobOfWhichNoEventSpeaksEndsTheWatchWithinTheBound() {
            Recorder recorder = watchLive();
            serviceState = job(JobStatus.STOPPED);
            time.advance(Duration.ofSeconds(60));
            assertThat(recorder.statuses()).containsExactly(JobStatus.QUEUEING, JobStatus.STOPPED);
        }

        @Test
        void aSourceThatIsNeverLiveIsCheckedToo() {
            Recorder recorder = watch();
            serviceState = job(JobStatus.DONE);
            time.advance(Duration.ofSeconds(60));
            assertThat(recorder.statuses()).containsExactly(JobStatus.DONE);
        }

        @Test
        void aSourceThatReadsTheStateItselfCostsNoFurtherReads() {
            watchLive();
            int before = states.reads;
            for (int i = 0; i < 60; i++) {
                time.advance(Duration.ofSeconds(10));
                preferred.sink().update(Observation.state(progress(i)));
            }
            assertThat(states.reads).isEqualTo(before);
        }
    }

    @Nested
    class W10DuplicatesAndStrangers {
        @Test
        void aDoubledEventChangesNothing() {
            Recorder recorder = watchLive();
            preferred.event(progress(10));
            preferred.event(progress(10));
            assertThat(recorder.counts()).containsExactly(10L);
        }

        @Test
        void aLateFailureOfAnEarlierAttemptDoesNotEndThisOne() {
            serviceState = attempt(1, JobStatus.PROGRESS);
            Recorder recorder = watchLive();
            preferred.event(status(JobStatus.ERROR));
            assertThat(recorder.statuses()).containsExactly(JobStatus.PROGRESS);
            assertThat(states.reads).isEqualTo(2);
        }

        @Test
        void aTrueFailureOfALaterAttemptEndsItAfterOneReading() {
            serviceState = attempt(1, JobStatus.PROGRESS);
            Recorder recorder = watchLive();
            serviceState = attempt(1, JobStatus.ERROR);
            preferred.event(status(JobStatus.ERROR));
            assertThat(recorder.statuses()).containsExactly(JobStatus.PROGRESS, JobStatus.ERROR);
        }

        @Test
        void aRetryThatTheStateShowsBeginsANewAttempt() {
            Recorder recorder = watchLive();
            preferred.event(progress(60));
            serviceState = Job.builder(GUID, JobStatus.PROGRESS)
                    .retry(1)
                    .totalExported(5L)
                    .build();
            time.advance(Duration.ofSeconds(61));
            assertThat(recorder.counts()).containsExactly(60L, 5L);
            assertThat(recorder.updates.get(2).attempt()).isEqualTo(2);
        }

        @Test
        void whatWasHeldBackOfAnEarlierAttemptIsNotTakenForTheNextOnes() {
            states.failure = trouble;
            Recorder recorder = watchLive();
            preferred.event(progress(11));
            preferred.event(status(JobStatus.ERROR));
            preferred.event(Job.builder(GUID, "requeued").build());
            states.failure = null;
            serviceState = attempt(1, JobStatus.QUEUEING);
            time.advance(Duration.ofSeconds(40));
            assertThat(recorder.statuses()).containsOnly(JobStatus.QUEUEING);
        }

        @Test
        void whatWasHeldBackWhenTheProgramRetriesIsOfAnEarlierAttempt() {
            states.failure = trouble;
            Recorder recorder = watchLive();
            preferred.event(progress(11));
            preferred.event(status(JobStatus.ERROR));
            watches.seen(attempt(1, JobStatus.QUEUEING));
            states.failure = null;
            serviceState = attempt(1, JobStatus.QUEUEING);
            time.advance(Duration.ofSeconds(40));
            assertThat(recorder.statuses()).containsExactly(JobStatus.QUEUEING);
        }

        @Test
        void aRequeuedEventIsConfirmedByTheState() {
            Recorder recorder = watchLive();
            preferred.event(progress(60));
            serviceState = Job.builder(GUID, "requeued").retry(1).build();
            preferred.event(Job.builder(GUID, "requeued").build());
            assertThat(recorder.statuses()).containsExactly(JobStatus.QUEUEING, JobStatus.PROGRESS, JobStatus.QUEUEING);
            assertThat(recorder.updates.get(2).attempt()).isEqualTo(2);
            assertThat(recorder.updates.get(2).progress()).isEmpty();
        }

        @Test
        void anEndWithASmallerCountAfterARequeueThatWasOnlyHeardOfIsTheNextAttempts() {
            serviceState = status(JobStatus.QUEUEING);
            Recorder recorder = watchLive();
            preferred.event(progress(21));
            states.failure = trouble;
            preferred.event(Job.builder(GUID, "requeued").build());
            states.failure = null;
            serviceState = Job.builder(GUID, JobStatus.ERROR).totalExported(0L).build();
            time.advance(Duration.ofSeconds(40));
            assertThat(recorder.statuses()).containsExactly(JobStatus.QUEUEING, JobStatus.PROGRESS, JobStatus.ERROR);
            assertThat(recorder.updates.get(2).attempt()).isEqualTo(2);
            assertThat(recorder.updates.get(2).progress().orElseThrow().total()).isEmpty();
        }

        @Test
        void aLateRequeuedEventChangesNothing() {
            serviceState = Job.builder(GUID, JobStatus.PROGRESS)
                    .retry(1)
                    .totalExported(60L)
                    .build();
            Recorder recorder = watchLive();
            preferred.event(Job.builder(GUID, "requeued").build());
            assertThat(recorder.counts()).containsExactly(60L);
            assertThat(recorder.updates).hasSize(1);
        }
    }

    @Nested
    class OtherEnds {
        @Test
        void aRefusedTokenEndsTheWatchWithThatError() {
            states.failure = new AuthenticationException(ErrorContext.of(Operation.GET, GUID), null);
            Recorder recorder = watchLive();
            assertThat(recorder.error).isSameAs(states.failure);
            assertThat(watches.size()).isZero();
        }

        @Test
        void aJobThatNeverWasEndsTheWatch() {
            states.failure = new NotFoundException(ErrorContext.of(Operation.GET, GUID), null);
            assertThat(watchLive().error).isSameAs(states.failure);
        }

        @Test
        void aJobThatIsMissedOnceIsLookedForAgain() {
            Recorder recorder = watchLive();
            states.failure = new NotFoundException(ErrorContext.of(Operation.GET, GUID), null);
            for (int before = states.reads; states.reads == before; ) {
                time.advance(Duration.ofMillis(100));
            }
            states.failure = null;
            serviceState = job(JobStatus.DONE);
            time.advance(Duration.ofSeconds(2));
            assertThat(recorder.statuses()).endsWith(JobStatus.DONE);
        }

        @Test
        void closingTheEngineSaysSo() {
            Recorder recorder = watchLive();
            watches.close();
            assertThat(recorder.error).isInstanceOf(ClientClosedException.class);
            Recorder late = watch();
            assertThat(late.error).isInstanceOf(ClientClosedException.class);
            assertThat(time.waiting()).isZero();
        }

        @Test
        void theStopThatTheProgramOrderedEndsItsWatchAtOnce() {
            Recorder recorder = watchLive();
            watches.seen(job(JobStatus.STOPPED));
            assertThat(recorder.statuses()).containsExactly(JobStatus.QUEUEING, JobStatus.STOPPED);
        }

        @Test
        void afterTheProgramsRetryAnOlderStateIsNotBelieved() {
            watches.seen(attempt(2, JobStatus.QUEUEING));
            serviceState = attempt(1, JobStatus.ERROR);
            Recorder recorder = watchLive();
            assertThat(recorder.updates).isEmpty();
            serviceState = attempt(2, JobStatus.PROGRESS);
            time.advance(Duration.ofSeconds(2));
            assertThat(recorder.statuses()).containsExactly(JobStatus.PROGRESS);
            assertThat(recorder.updates.get(0).attempt()).isEqualTo(3);
        }

        private Job failure(int minute) {
            return Job.builder(GUID, JobStatus.ERROR)
                    .updatedAt(Instant.EPOCH.plus(Duration.ofMinutes(minute)))
                    .build();
        }

        private Recorder retryAfter(Job failure) {
            watches.retried(GUID, failure);
            watches.seen(job(JobStatus.QUEUEING));
            serviceState = failure;
            return watchLive();
        }

        @Test
        void afterTheProgramsRetryTheFailureBeforeIsNotTheEndThoughNoRetriesAreCounted() {
            Recorder recorder = retryAfter(failure(1));
            assertThat(recorder.updates).isEmpty();
            serviceState = job(JobStatus.PROGRESS);
            time.advance(Duration.ofSeconds(2));
            assertThat(recorder.statuses()).containsExactly(JobStatus.PROGRESS);
        }

        @Test
        void theFailureBeforeIsNotTheEndWhereItIsReadInBetween() {
            Recorder recorder = retryAfter(failure(1));
            serviceState = job(JobStatus.PROGRESS);
            time.advance(Duration.ofSeconds(2));
            serviceState = failure(1);
            watches.seen(serviceState);
            preferred.sink().gap(trouble);
            preferred.sink().live();
            assertThat(recorder.statuses()).containsExactly(JobStatus.PROGRESS);
            serviceState = job(JobStatus.DONE);
            time.advance(Duration.ofSeconds(2));
            assertThat(recorder.statuses()).containsExactly(JobStatus.PROGRESS, JobStatus.DONE);
        }

        @Test
        void aLaterFailureAfterTheProgramsRetryIsToldAtOnce() {
            Recorder recorder = retryAfter(failure(1));
            serviceState = failure(2);
            time.advance(Duration.ofSeconds(2));
            assertThat(recorder.statuses()).containsExactly(JobStatus.ERROR);
        }

        @Test
        void aFailureThatDoesNotTellItselfFromTheOneBeforeIsToldWithinTwoMinutes() {
            Recorder recorder = retryAfter(failure(1));
            time.advance(Duration.ofSeconds(39));
            assertThat(recorder.updates).isEmpty();
            time.advance(Duration.ofSeconds(80));
            assertThat(recorder.statuses()).containsExactly(JobStatus.ERROR);
        }

        @Test
        void ofAJobThatWasNotKnownBeforeItsRetryAFailureIsReadAgain() {
            watches.retried(GUID, null);
            serviceState = failure(1);
            Recorder recorder = watchLive();
            assertThat(recorder.updates).isEmpty();
            serviceState = job(JobStatus.DONE);
            time.advance(Duration.ofSeconds(2));
            assertThat(recorder.statuses()).containsExactly(JobStatus.DONE);
        }

        @Test
        void theSnapshotIsReadableAtOnce() {
            assertThat(watches.snapshot(GUID)).isEmpty();
            watchLive();
            preferred.event(progress(10));
            assertThat(watches.snapshot(GUID)
                            .orElseThrow()
                            .progress()
                            .orElseThrow()
                            .exported())
                    .isEqualTo(10);
        }
    }
}
