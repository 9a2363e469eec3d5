package io.exportcomments.update.websocket.internal;

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
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.testkit.update.Watched;
import io.exportcomments.update.polling.PollingUpdates;
import io.exportcomments.update.websocket.internal.SourceFixture.Sink;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals that do not last: what they cost in an hour, who stands in, and that the connection comes back. */
@Timeout(60)
class RefusedForAWhileTest {
    private static final Duration HOUR = Duration.ofHours(1);

    /** Three a minute at the most, and two ahead. */
    private static final int TOKENS_OF_AN_HOUR = 182;

    private static ErrorContext answered(int status) {
        return ErrorContext.of(Operation.SOCKET_TOKEN, null).answered(status, null, null);
    }

    static Stream<ExportCommentsException> tokenErrors() {
        ErrorContext page = answered(403).byIntermediary();
        return Stream.of(
                new AuthenticationException(answered(401), null),
                new PermissionException(answered(403), null),
                new NotFoundException(answered(404), null),
                new InvalidRequestException(answered(400), null),
                new AuthenticationException(page, null),
                new PermissionException(page, null),
                new NotFoundException(page, null),
                new UnreadableAnswerException(answered(200), "<html>", null),
                new RateLimitException(answered(429), RateLimit.UNKNOWN, Optional.empty(), null),
                new RateLimitException(answered(429), RateLimit.UNKNOWN, Optional.of(Duration.ofSeconds(1)), null),
                new ServiceException(answered(500), null),
                new ServiceException(answered(503), Optional.of(Duration.ofSeconds(1)), null));
    }

    @ParameterizedTest
    @MethodSource("tokenErrors")
    void anHourWithoutATokenCostsFewRequestsAndEndsWhenThereIsOne(ExportCommentsException error) {
        try (SourceFixture fixture = new SourceFixture()) {
            fixture.tokenError = error;
            Sink sink = fixture.follow(1);
            followAgainWhenBroken(fixture, sink, HOUR);
            assertThat(fixture.tokens).as("requests for a token in an hour").isBetween(1, TOKENS_OF_AN_HOUR);
            assertThat(fixture.peer.wires()).isEmpty();

            fixture.tokenError = null;
            fixture.pass(Duration.ofMinutes(6));
            Sink other = fixture.follow(2);
            fixture.passSeconds(25);
            assertThat(other.heard).containsExactly("live");
            assertThat(fixture.peer.wires()).hasSize(1);
            fixture.peer.close();
        }
    }

    /** As core does it. */
    private static void followAgainWhenBroken(SourceFixture fixture, Sink first, Duration time) {
        Sink sink = first;
        for (int i = 0; i < time.toSeconds() / 15; i++) {
            fixture.passSeconds(15);
            if (sink.heard.contains("broken")) {
                sink = fixture.follow(1);
            }
        }
    }

    private static JobScript longCourse() {
        JobScript course = JobScript.queued(Duration.ofSeconds(1));
        for (int i = 1; i <= 200; i++) {
            course = course.progress(Duration.ofSeconds(9), i, 200);
        }
        return course.done(Duration.ofSeconds(9));
    }

    static Stream<Integer> passingErrors() {
        return Stream.of(106, 109, 110, 3504, 3505, 3005, 3500);
    }

    @ParameterizedTest
    @MethodSource("passingErrors")
    void pollingStandsInAndTheConnectionTakesOverAgain(int code) {
        SimulatedPeer peer = new SimulatedPeer();
        try (Simulation simulation = SimulatedSocketTransport.simulation(peer)
                .updates(SimulatedSocketTransport.updates(peer))
                .updates(PollingUpdates.create())
                .start()) {
            Watched watched = simulation.watch(simulation.seed(longCourse()));
            simulation.pass(Duration.ofSeconds(10));
            assertThat(watched.updates().get(watched.updates().size() - 1).source())
                    .isNotEqualTo("polling");

            refuse(peer, code);
            simulation.pass(Duration.ofSeconds(70));
            int handshakes = peer.wires().size();
            assertThat(watched.updates())
                    .as("%s", watched)
                    .anyMatch(update -> update.source().equals("polling"));

            peer.connectError = 0;
            peer.onConnected = wire -> {};
            // A token that is found invalid twice is refused for five minutes, and asked for now and then.
            simulation.pass(code == 3500 ? Duration.ofMinutes(11) : Duration.ofMinutes(2));
            assertThat(peer.openNow())
                    .as("%s after %s handshakes", watched, handshakes)
                    .isOne();
            int before = watched.updates().size();
            simulation.pass(Duration.ofMinutes(5));
            assertThat(watched.updates().subList(before + 1, watched.updates().size()))
                    .as("%s", watched)
                    .anyMatch(update -> update.source().equals("websocket"))
                    .noneMatch(update -> update.source().equals("polling"));
        }
    }

    private static void refuse(SimulatedPeer peer, int code) {
        if (code < 1_000) {
            peer.connectError = code;
            peer.wire().breakDown();
        } else {
            peer.onConnected = wire -> wire.closeByServer(code);
            peer.wire().closeByServer(code);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 500, 503})
    void aTokenThatIsRefusedForAMinuteLeavesTheJobToPollingForAWhileOnly(int status) {
        SimulatedPeer peer = new SimulatedPeer();
        try (Simulation simulation = SimulatedSocketTransport.simulation(peer)
                .updates(SimulatedSocketTransport.updates(peer))
                .updates(PollingUpdates.create())
                .start()) {
            simulation
                    .mock()
                    .faults()
                    .on(MockOperation.SOCKET_TOKEN)
                    .always()
                    .inject(Fault.answer(status, "text/html", "<html>no</html>"));
            JobGuid guid = simulation.seed(longCourse());
            Watched watched = simulation.watch(guid);
            simulation.pass(Duration.ofMinutes(1));
            assertThat(watched.updates())
                    .as("%s", watched)
                    .anyMatch(update -> update.source().equals("polling"));

            simulation.mock().faults().clear();
            simulation.pass(Duration.ofMinutes(7));
            assertThat(peer.openNow()).as("%s", watched).isOne();
            assertThat(simulation.mock().journal().count(MockOperation.SOCKET_TOKEN))
                    .isLessThan(10);
        }
    }
}
