package io.exportcomments.update.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.port.Observation;
import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.testkit.update.UpdateSourceContract;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The contract of update sources finds what is wrong with a source: each of these breaks one promise, and fails the case for it. */
class BrokenSourcesTest {
    private static volatile CountDownLatch testIsOver = new CountDownLatch(1);

    @BeforeEach
    void begin() {
        testIsOver = new CountDownLatch(1);
    }

    @AfterEach
    void endLeakedThreads() {
        testIsOver.countDown();
    }

    @Test
    void aSourceThatLosesEnds() {
        assertThat(failed(LosesEnds.class, "Ends")).contains("anEndAtAnyMomentAfterTheBeginningIsToldOnceAndInTime");
    }

    @Test
    void aSourceThatIsLiveTooEarly() {
        assertThat(failed(LiveTooEarly.class, "Ends")).contains("anEndAtAnyMomentAfterTheBeginningIsToldOnceAndInTime");
    }

    @Test
    void aSourceThatLosesProgress() {
        assertThat(failed(LosesProgress.class, "Order")).contains("theCourseOfAJobIsToldInOrder");
    }

    @Test
    void aSourceThatGivesUpInTrouble() {
        assertThat(failed(GivesUpInTrouble.class, "Trouble"))
                .contains(
                        "troubleEndsNothingAndTheEndInItIsToldAfterwards",
                        "afterTroubleTheFirstThatIsToldIsTheStateOfNow",
                        "aServiceThatIsNotThereIsWaitedFor");
    }

    @Test
    void aSourceThatGoesOnWhenCancelled() {
        assertThat(failed(GoesOnWhenCancelled.class, "Freeing"))
                .contains(
                        "afterTheLastWatchIsCancelledNothingIsAskedAndNothingWaits",
                        "afterTheLastJobEndedNothingIsAskedAndNothingWaits",
                        "cancellingFromInsideAnUpdateEndsTheWatchThere");
        assertThat(failed(GoesOnWhenCancelled.class, "Deadlines")).contains("afterTheDeadlineNothingIsAskedAnyMore");
    }

    @Test
    void aSourceThatLeavesAThread() {
        assertThat(failed(LeavesAThread.class, "Freeing"))
                .contains("closingEndsEveryWatchWithAnErrorThatSaysSoAndLeavesNothing");
    }

    @Test
    void aSourceThatAsksForEachJobByItself() {
        assertThat(failed(AsksForEachJob.class, "Crowd"))
                .contains(
                        "manyJobsStayInTheShareOfThePlanAndAreAllToldTheirEnds",
                        "moreJobsTakeNoMoreRequestsThanTheShare",
                        "moreJobsTakeNoMoreThreadsTimersAndConnections");
    }

    @Test
    void aSourceThatOverlooksStops() {
        assertThat(failed(OverlooksStops.class, "Others")).contains("aJobThatAnotherProgramStopsEndsTheWatchInTime");
    }

    private static Set<String> failed(Class<? extends UpdateSourceContract> contract, String part) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectNestedClass(
                        List.of(contract.getName()), UpdateSourceContract.class.getName() + "$" + part))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build();
        Failures failures = new Failures();
        LauncherFactory.create().execute(request, failures);
        assertThat(failures.run).as("cases that ran").isPositive();
        return failures.methods;
    }

    private static final class Failures implements TestExecutionListener {
        private final Set<String> methods = new TreeSet<>();
        private int run;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            run += test.isTest() ? 1 : 0;
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                methods.add(test.getSource()
                        .filter(MethodSource.class::isInstance)
                        .map(source -> ((MethodSource) source).getMethodName())
                        .orElse(test.getDisplayName()));
            }
        }
    }

    static final class LosesEnds extends PollingContractTest {
        @Override
        protected UpdateSourceProvider updates() {
            return context -> new Changed(context, sink -> new ChangedSink(sink) {
                @Override
                public void update(Observation observation) {
                    if (!observation.job().status().isTerminal()) {
                        super.update(observation);
                    }
                }
            });
        }
    }

    static final class LiveTooEarly extends PollingContractTest {
        @Override
        protected UpdateSourceProvider updates() {
            return context -> new Changed(context, ChangedSink::new) {
                @Override
                public Subscription follow(JobGuid guid, UpdateSink sink) {
                    sink.live();
                    context.timekeeper().schedule(Duration.ofSeconds(30), () -> super.follow(guid, sink));
                    return () -> {};
                }
            };
        }
    }

    static final class LosesProgress extends PollingContractTest {
        @Override
        protected UpdateSourceProvider updates() {
            return context -> new Changed(context, sink -> new ChangedSink(sink) {
                @Override
                public void update(Observation observation) {
                    if (observation.job().status().isTerminal()) {
                        super.update(observation);
                    }
                }
            });
        }
    }

    static final class GivesUpInTrouble extends PollingContractTest {
        @Override
        protected UpdateSourceProvider updates() {
            return context -> new Changed(context, sink -> new ChangedSink(sink) {
                @Override
                public void gap(Throwable cause) {
                    broken(cause);
                }
            });
        }
    }

    static final class GoesOnWhenCancelled extends PollingContractTest {
        @Override
        protected UpdateSourceProvider updates() {
            return context -> new Changed(context, ChangedSink::new) {
                @Override
                public Subscription follow(JobGuid guid, UpdateSink sink) {
                    super.follow(guid, sink);
                    return () -> {};
                }
            };
        }
    }

    static final class LeavesAThread extends PollingContractTest {
        @Override
        protected UpdateSourceProvider updates() {
            return context -> {
                Thread thread = new Thread(LeavesAThread::waitForTheTestsEnd, "exportcomments-leaked");
                thread.setDaemon(true);
                thread.start();
                return new Changed(context, ChangedSink::new);
            };
        }

        private static void waitForTheTestsEnd() {
            try {
                testIsOver.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static final class AsksForEachJob extends PollingContractTest {
        @Override
        protected UpdateSourceProvider updates() {
            return context -> new Changed(context, ChangedSink::new) {
                @Override
                public Subscription follow(JobGuid guid, UpdateSink sink) {
                    sink.live();
                    ask(guid, sink);
                    return () -> {};
                }

                private void ask(JobGuid guid, UpdateSink sink) {
                    context.transport().get(guid).thenAccept(job -> sink.update(Observation.state(job)));
                    context.timekeeper().schedule(Duration.ofMinutes(1), () -> ask(guid, sink));
                }
            };
        }
    }

    static final class OverlooksStops extends PollingContractTest {
        @Override
        protected UpdateSourceProvider updates() {
            return context -> new Changed(context, sink -> new ChangedSink(sink) {
                @Override
                public void update(Observation observation) {
                    if (observation.job().status() != JobStatus.STOPPED) {
                        super.update(observation);
                    }
                }
            });
        }
    }

    /** Polling, with something changed about it. */
    private static class Changed implements UpdateSource {
        private final UpdateSource polling;
        private final UnaryOperator<UpdateSink> change;

        Changed(UpdateContext context, UnaryOperator<UpdateSink> change) {
            this.polling = PollingUpdates.create().open(context);
            this.change = change;
        }

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Subscription follow(JobGuid guid, UpdateSink sink) {
            return polling.follow(guid, change.apply(sink));
        }

        @Override
        public void close() {
            polling.close();
        }
    }

    private static class ChangedSink implements UpdateSink {
        private final UpdateSink sink;

        ChangedSink(UpdateSink sink) {
            this.sink = sink;
        }

        @Override
        public void live() {
            sink.live();
        }

        @Override
        public void update(Observation observation) {
            sink.update(observation);
        }

        @Override
        public void gap(Throwable cause) {
            sink.gap(cause);
        }

        @Override
        public void broken(Throwable error) {
            sink.broken(error);
        }
    }
}
