package io.exportcomments.update.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobProgress;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJobEvent;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.testkit.update.Watched;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures that the source is held to, through a whole client. */
class NumbersTest {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final SimulatedPeer peer = new SimulatedPeer();

    private Simulation simulation() {
        return SimulatedSocketTransport.simulation(peer)
                .updates(SimulatedSocketTransport.updates(peer))
                .start();
    }

    private static int reads(Simulation simulation) {
        return simulation.mock().journal().count(MockOperation.GET)
                + simulation.mock().journal().count(MockOperation.LIST);
    }

    private static void assertDone(Watched watched) {
        assertThat(watched.ends()).as("%s", watched).hasSize(1);
        assertThat(watched.ends().get(0).status()).isEqualTo(JobStatus.DONE);
        assertThat(watched.completions()).isEqualTo(1);
    }

    /**
     * The subscription stands 60 ms after the beginning: the socket is open at 20, connect is there at 40, its reply at
     * 60.
     */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 19, 20, 21, 39, 40, 41, 59, 60, 61, 79, 80, 81, 120, 400})
    void aJobThatEndsWhileItIsSubscribedToIsCompleteAfterOneReadAtMostWithinASecond(long millis) {
        try (Simulation simulation = simulation()) {
            JobScript ending =
                    JobScript.queued(Duration.ZERO).progress(Duration.ZERO, 0).done(Duration.ofMillis(millis));
            Watched watched = simulation.watch(simulation.seed(ending));

            boolean over = simulation.passUntil(watched::isOver, A_SECOND);

            assertThat(over).as("%s", watched).isTrue();
            assertDone(watched);
            // An end that is published while the state is being read is believed at once.
            assertThat(reads(simulation)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aJobThatEndedLongBeforeIsCompleteAfterOneReadWithinASecond() {
        try (Simulation simulation = simulation()) {
            Watched watched =
                    simulation.watch(simulation.seed(JobScript.queued(A_SECOND).done(A_SECOND), Duration.ofHours(1)));
            assertThat(simulation.passUntil(watched::isOver, A_SECOND)).isTrue();
            assertDone(watched);
            assertThat(reads(simulation)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSocketThatIsCutWhileTheEndIsPublishedCostsOneReadAtMost(boolean recovers) {
        peer.refusesRecovery = !recovers;
        try (Simulation simulation = simulation()) {
            simulation.mock().jobs().onEvent(event -> {
                if (event.type() == MockJobEvent.Type.FINISHED) {
                    Duration until = Duration.between(simulation.time().now(), event.at());
                    simulation.time().schedule(until, () -> peer.wire().breakDown());
                }
            });
            Watched watched = simulation.watch(simulation.seed(
                    JobScript.queued(Duration.ZERO).progress(Duration.ZERO, 0).done(Duration.ofSeconds(20))));
            simulation.pass(Duration.ofSeconds(19));
            int before = reads(simulation);

            boolean over = simulation.passUntil(watched::isOver, Duration.ofMillis(2_200));

            assertThat(over).as("%s", watched).isTrue();
            assertDone(watched);
            assertThat(peer.wires()).hasSize(2);
            // What is recovered may have the end in it, which is believed before the reading is made.
            assertThat(reads(simulation)).isBetween(recovers ? before : before + 1, before + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tenThousandEventsShuffledAndTripledEndEachJobOnceAndNothingGoesBack(boolean positioned) {
        int jobs = 1_000;
        int steps = 10;
        try (Simulation simulation = Simulation.builder(SimulatedSocketTransport.to(peer))
                .updates(SimulatedSocketTransport.updates(peer))
                .start()) {
            List<JobGuid> guids = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                guids.add(simulation.seed(JobScript.queued(Duration.ZERO)
                        .rows(steps)
                        .progress(Duration.ZERO, 0, steps)
                        .done(Duration.ofHours(1))));
            }
            List<Watched> watches = guids.stream().map(simulation::watch).toList();
            simulation.pass(Duration.ofSeconds(41));
            for (JsonObject publication : shuffledAndTripled(guids, steps, positioned)) {
                peer.push(SimulatedPeer.ACCOUNT, publication);
            }

            simulation.pass(Duration.ofMinutes(5));

            // The service's state is that they run, so whatever is told here is told by the events.
            assertThat(watches).allSatisfy(watched -> {
                assertDone(watched);
                assertNothingGoesBack(watched.updates());
            });
            long told = watches.stream()
                    .filter(watched -> watched.updates().stream().anyMatch(NumbersTest::isProgress))
                    .count();
            if (!positioned) {
                // With positions the disorder is a gap, in which an end is believed and progress is not.
                assertThat(told).as("jobs of which progress was told").isGreaterThan(jobs / 2);
            }
            assertThat(peer.wires()).hasSize(1);
        }
    }

    private static List<JsonObject> shuffledAndTripled(List<JobGuid> guids, int steps, boolean positioned) {
        List<JsonObject> publications = new ArrayList<>();
        for (int step = 1; step <= steps; step++) {
            for (JobGuid guid : guids) {
                JsonObject publication = new JsonObject().put("data", event(guid, step, steps));
                if (positioned) {
                    publication.put("offset", publications.size() / 3 + 1);
                }
                publications.addAll(List.of(publication, publication, publication));
            }
        }
        assertThat(publications).hasSize(30_000);
        Collections.shuffle(publications, new Random(4));
        return publications;
    }

    private static JsonObject event(JobGuid guid, int step, int steps) {
        String status = step == steps ? "done" : "progress";
        return new JsonObject()
                .put("event", step == steps ? "job.finished" : "job.progress")
                .put("guid", guid.value())
                .put("status", status)
                .put("current", step)
                .put("total", steps)
                .put("details", new JsonObject().put("guid", guid.value()).put("status", status));
    }

    private static void assertNothingGoesBack(List<JobUpdate> updates) {
        for (int i = 1; i < updates.size(); i++) {
            assertThat(exported(updates.get(i))).isGreaterThanOrEqualTo(exported(updates.get(i - 1)));
            assertThat(updates.get(i - 1).isTerminal()).isFalse();
        }
    }

    private static boolean isProgress(JobUpdate update) {
        return update.status() == JobStatus.PROGRESS && exported(update) > 0;
    }

    private static long exported(JobUpdate update) {
        return update.progress().map(JobProgress::exported).orElse(0L);
    }
}
