package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.event.ClientEvent;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.realtime.RealtimeConnection;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.testkit.update.Watched;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import io.exportcomments.update.polling.PollingUpdates;
import io.exportcomments.update.websocket.WebSocketUpdates;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The realtime server goes away in the middle of a job and comes back: polling takes over and hands back, over real
 * sockets.
 */
@Timeout(120)
class HandBackTest {
    private static final int STEPS = 30;
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final int POLICY = 3_004;

    static Stream<Named<TransportProvider>> transports() {
        return Stream.of(Named.of("Retrofit", RetrofitTransport.create()), Named.of("Vert.x", VertxTransport.create()));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void theProgramSeesNoSeam(TransportProvider transport) {
        List<String> taken = new CopyOnWriteArrayList<>();
        RealSockets sockets = new RealSockets();
        try (Simulation simulation = Simulation.builder(sockets.around(transport))
                .whenSettled(sockets::await)
                .updates(WebSocketUpdates.create())
                .updates(PollingUpdates.create())
                .listener(event -> {
                    if (event instanceof ClientEvent.SourceTaken source) {
                        taken.add(source.to());
                    }
                })
                .start()) {
            MockService mock = simulation.mock();
            Watched watched = simulation.watch(simulation.seed(course()));
            simulation.pass(Duration.ofSeconds(12));
            assertThat(taken).containsExactly("websocket");
            assertThat(watched.latest()).map(JobUpdate::source).contains("websocket");

            mock.realtime().faults().refuseConnects(Integer.MAX_VALUE, POLICY, "away");
            mock.realtime().connections().forEach(RealtimeConnection::cut);
            simulation.pass(Duration.ofSeconds(30));
            assertThat(taken).containsExactly("websocket", "polling");
            assertThat(watched.latest()).map(JobUpdate::source).contains("polling");

            mock.realtime().faults().clear();
            assertThat(simulation.passUntil(() -> taken.size() == 3, Duration.ofSeconds(40)))
                    .isTrue();
            assertThat(taken).containsExactly("websocket", "polling", "websocket");
            simulation.pass(Duration.ofSeconds(2));
            int reads = reads(mock);
            simulation.pass(Duration.ofSeconds(20));
            assertThat(watched.latest()).map(JobUpdate::source).contains("websocket");
            assertThat(reads(mock)).as("readings while the socket is live").isLessThanOrEqualTo(reads + 1);

            assertThat(simulation.passUntil(watched::isOver, STEP.multipliedBy(STEPS)))
                    .isTrue();
            assertNoSeam(watched);
        }
    }

    private static JobScript course() {
        JobScript script = JobScript.queued(Duration.ofSeconds(1));
        for (int step = 1; step <= STEPS; step++) {
            script = script.progress(STEP, step * 10, STEPS * 10);
        }
        return script.done(STEP);
    }

    private static int reads(MockService mock) {
        return mock.journal().count(MockOperation.GET) + mock.journal().count(MockOperation.LIST);
    }

    private static void assertNoSeam(Watched watched) {
        assertThat(watched.ends()).singleElement().extracting(JobUpdate::status).isEqualTo(JobStatus.DONE);
        assertThat(watched.errors()).isEmpty();
        assertThat(watched.updates()).extracting(JobUpdate::attempt).containsOnly(1);
        assertThat(watched.updates())
                .extracting(update ->
                        update.progress().map(progress -> progress.exported()).orElse(0L))
                .isSorted()
                .hasSizeGreaterThan(STEPS / 2);
    }
}
