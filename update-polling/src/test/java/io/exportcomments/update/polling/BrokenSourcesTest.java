package io.exportcomments.update.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import io.exportcomments.testkit.update.UpdateSourceContract;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
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

/**
 * The contract of update sources finds what is wrong with a source: each of these breaks one promise, and fails the
 * case for it.
 */
class BrokenSourcesTest {
    @BeforeEach
    void begin() {
        SabotagedPolling.testIsOver = new CountDownLatch(1);
    }

    @AfterEach
    void endLeakedThreads() {
        SabotagedPolling.testIsOver.countDown();
    }

    @Test
    void aSourceThatLosesEnds() {
        assertThat(failed(SabotagedPolling.LosesEnds.class, "Ends"))
                .contains("anEndAtAnyMomentAfterTheBeginningIsToldOnceAndInTime");
    }

    @Test
    void aSourceThatIsLiveTooEarly() {
        assertThat(failed(SabotagedPolling.LiveTooEarly.class, "Ends"))
                .contains("anEndAtAnyMomentAfterTheBeginningIsToldOnceAndInTime");
    }

    @Test
    void aSourceThatLosesProgress() {
        assertThat(failed(SabotagedPolling.LosesProgress.class, "Order")).contains("theCourseOfAJobIsToldInOrder");
    }

    @Test
    void aSourceThatGivesUpInTrouble() {
        assertThat(failed(SabotagedPolling.GivesUpInTrouble.class, "Trouble"))
                .contains(
                        "troubleEndsNothingAndTheEndInItIsToldAfterwards",
                        "afterTroubleTheFirstThatIsToldIsTheStateOfNow",
                        "aServiceThatIsNotThereIsWaitedFor");
    }

    @Test
    void aSourceThatGoesOnWhenCancelled() {
        assertThat(failed(SabotagedPolling.GoesOnWhenCancelled.class, "Freeing"))
                .contains(
                        "afterTheLastWatchIsCancelledNothingIsAskedAndNothingWaits",
                        "afterTheLastJobEndedNothingIsAskedAndNothingWaits",
                        "cancellingFromInsideAnUpdateEndsTheWatchThere");
        assertThat(failed(SabotagedPolling.GoesOnWhenCancelled.class, "Deadlines"))
                .contains("afterTheDeadlineNothingIsAskedAnyMore");
    }

    @Test
    void aSourceThatLeavesAThread() {
        assertThat(failed(SabotagedPolling.LeavesAThread.class, "Freeing"))
                .contains("closingEndsEveryWatchWithAnErrorThatSaysSoAndLeavesNothing");
    }

    @Test
    void aSourceThatAsksForEachJobByItself() {
        assertThat(failed(SabotagedPolling.AsksForEachJob.class, "Crowd"))
                .contains(
                        "manyJobsStayInTheShareOfThePlanAndAreAllToldTheirEnds",
                        "moreJobsTakeNoMoreRequestsThanTheShare",
                        "moreJobsTakeNoMoreThreadsTimersAndConnections");
    }

    @Test
    void aSourceThatOverlooksStops() {
        assertThat(failed(SabotagedPolling.OverlooksStops.class, "Others"))
                .contains("aJobThatAnotherProgramStopsEndsTheWatchInTime");
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
}
