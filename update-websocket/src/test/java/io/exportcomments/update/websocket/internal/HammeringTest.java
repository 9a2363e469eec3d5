package io.exportcomments.update.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.ServiceException;
import io.exportcomments.update.websocket.internal.SimulatedPeer.Wire;
import io.exportcomments.update.websocket.internal.SourceFixture.Sink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the server does to each connection, and however long it does: neither it nor the plan is hammered. */
class HammeringTest {
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    private static final int A_HANDFUL = 12;
    private static final int FEW_TOKENS = 4;

    private final SourceFixture fixture = new SourceFixture();
    private final SimulatedPeer peer = fixture.peer;

    @AfterEach
    void nothingIsLeft() {
        fixture.close();
        peer.close();
        assertThat(fixture.time.waiting()).as("timers").isZero();
        assertThat(peer.openNow()).as("sockets").isZero();
    }

    /** When in the life of a connection its end comes. */
    enum Moment {
        BEFORE_THE_REPLY,
        AFTER_THE_REPLY,
        AFTER_A_SUBSCRIPTION,
        AFTER_A_PUSH
    }

    private void endEachConnection(Moment moment, Consumer<Wire> end) {
        switch (moment) {
            case BEFORE_THE_REPLY -> peer.onOpened = end;
            case AFTER_THE_REPLY -> peer.onConnected = end;
            case AFTER_A_SUBSCRIPTION -> {
                peer.accountChannel = false;
                peer.onSubscribed = (wire, channel) -> end.accept(wire);
            }
            case AFTER_A_PUSH ->
                peer.onConnected = wire -> {
                    peer.publish("job-1", SourceFixture.event(1, "job.progress", "progress"));
                    end.accept(wire);
                };
        }
    }

    static Stream<Arguments> everyEnd() {
        IntStream codes = IntStream.of(
                1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 2999, 4000,
                4499, 4500, 4501, 4999, 5000);
        IntStream ofCentrifugo = IntStream.concat(IntStream.rangeClosed(3000, 3020), IntStream.rangeClosed(3500, 3520));
        return IntStream.concat(codes, ofCentrifugo)
                .boxed()
                .flatMap(code -> Stream.of(Moment.values()).map(moment -> Arguments.of(code, moment)));
    }

    @ParameterizedTest
    @MethodSource("everyEnd")
    void aConnectionThatIsClosedAtOnceIsNotTriedAgainAndAgain(int code, Moment moment) {
        endEachConnection(moment, wire -> wire.closeByServer(code));
        fixture.follow(1);

        assertHandfulInHalfAMinuteAndSteadyAfterwards();
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 3005, 3500, 3504})
    void aDisconnectThatIsPushedIsNoOtherThanAClosingFrame(int code) {
        peer.onConnected =
                wire -> wire.tellText("{\"push\":{\"disconnect\":{\"code\":" + code + ",\"reason\":\"x\"}}}");
        fixture.follow(1);

        assertHandfulInHalfAMinuteAndSteadyAfterwards();
    }

    static Stream<Arguments> breaks() {
        return Stream.of(Moment.values()).map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void aConnectionThatBreaksAtOnceIsNotTriedAgainAndAgain(Moment moment) {
        endEachConnection(moment, Wire::breakDown);
        fixture.follow(1);

        assertHandfulInHalfAMinuteAndSteadyAfterwards();
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void garbageInTheMiddleOfAFrameIsNoOther(Moment moment) {
        endEachConnection(moment, wire -> wire.tellText("{\"push\":{\"chan"));
        fixture.follow(1);

        assertHandfulInHalfAMinuteAndSteadyAfterwards();
    }

    static Stream<Supplier<Throwable>> handshakeErrors() {
        return Stream.of(
                () -> new ServiceException(ErrorContext.NONE, null),
                () -> new ServiceException(ErrorContext.NONE, Optional.of(Duration.ZERO), null),
                () -> new io.exportcomments.error.AuthenticationException(ErrorContext.NONE, null),
                () -> new io.exportcomments.error.PermissionException(ErrorContext.NONE, null),
                () -> new io.exportcomments.error.NotFoundException(ErrorContext.NONE, null),
                () -> new io.exportcomments.error.InvalidRequestException(ErrorContext.NONE, null),
                () -> new RateLimitException(ErrorContext.NONE, RateLimit.UNKNOWN, Optional.empty(), null),
                () -> new IOException("as the test wants it"));
    }

    @ParameterizedTest
    @MethodSource("handshakeErrors")
    void aHandshakeThatFailsIsNotTriedAgainAndAgain(Supplier<Throwable> error) {
        peer.handshakeError = error;
        fixture.follow(1);

        assertHandfulInHalfAMinuteAndSteadyAfterwards();
        assertThat(fixture.tokens).as("an unused token is kept").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 100, 101, 102, 103, 106, 107, 108, 109, 110, 111, 112})
    void aConnectCommandThatIsRefusedIsNotSentAgainAndAgain(int error) {
        peer.connectError = error;
        fixture.follow(1);

        assertHandfulInHalfAMinuteAndSteadyAfterwards();
    }

    private void assertHandfulInHalfAMinuteAndSteadyAfterwards() {
        fixture.pass(HALF_A_MINUTE);
        assertThat(peer.wires()).as("handshakes in 30 s").hasSizeBetween(1, A_HANDFUL);
        assertThat(fixture.tokens).as("tokens in 30 s").isBetween(1, FEW_TOKENS);
        assertThat(peer.received("connect")).hasSizeLessThanOrEqualTo(A_HANDFUL);

        fixture.pass(Duration.ofMinutes(20));
        assertThat(peer.wires()).as("handshakes in 20 min").hasSizeLessThan(20 * 60 / 5);
        assertThat(fixture.tokens).as("tokens in 20 min").isLessThanOrEqualTo(20 * 3 + FEW_TOKENS);
    }

    @Test
    void jobsThatComeAndGoBringNoFurtherAttempts() {
        peer.onConnected = wire -> wire.closeByServer(3001);
        for (int second = 0; second < 30; second++) {
            Sink sink = fixture.follow(second);
            fixture.passSeconds(1);
            sink.cancel();
        }

        assertThat(peer.wires()).hasSizeLessThanOrEqualTo(A_HANDFUL);
        assertThat(fixture.tokens).isEqualTo(1);
    }

    @Test
    void onlyAConnectionThatWasLiveForAWhileMakesTheNextAttemptPrompt() {
        peer.onConnected = wire -> wire.closeByServer(3001);
        fixture.follow(1);
        fixture.pass(Duration.ofMinutes(10));
        peer.onConnected = wire -> {};
        fixture.passSeconds(21);
        fixture.pass(Duration.ofMinutes(1));
        int before = peer.wires().size();

        peer.wire().closeByServer(3001);
        fixture.pass(Duration.ofMillis(1_100));

        assertThat(peer.wires()).hasSize(before + 1);
    }

    @Test
    void aConnectionThatLivesForSecondsForgetsNothing() {
        peer.cutsAfter = Duration.ofSeconds(5);
        fixture.follow(1);
        fixture.pass(Duration.ofMinutes(10));

        assertThat(peer.wires())
                .as("one each 5 s and a wait of 10 s at the mean")
                .hasSizeLessThan(600 / 10);
    }

    // The service says how long to wait

    static Stream<Supplier<Throwable>> errorsWithAWait() {
        Optional<Duration> wait = Optional.of(Duration.ofSeconds(90));
        return Stream.of(
                () -> new ServiceException(ErrorContext.NONE, wait, null),
                () -> new RateLimitException(ErrorContext.NONE, RateLimit.UNKNOWN, wait, null),
                () -> new java.util.concurrent.CompletionException(
                        new ServiceException(ErrorContext.NONE, wait, null)));
    }

    @ParameterizedTest
    @MethodSource("errorsWithAWait")
    void theWaitThatAHandshakeIsAnsweredWithIsKept(Supplier<Throwable> error) {
        peer.handshakeError = error;
        fixture.follow(1);
        fixture.passSeconds(89);
        assertThat(peer.wires()).hasSize(1);
        Sink other = fixture.follow(2);
        other.cancel();
        fixture.pass(Duration.ofMillis(500));
        assertThat(peer.wires()).hasSize(1);

        peer.handshakeError = null;
        fixture.passSeconds(21);
        assertThat(peer.wires()).hasSize(2);
    }

    @Test
    void theWaitIsKeptWhenTheLastJobLeavesAndAnotherComes() {
        peer.handshakeError = errorsWithAWait().findFirst().orElseThrow();
        fixture.live(1).cancel();
        Sink sink = fixture.follow(2);
        peer.handshakeError = null;
        fixture.passSeconds(88);
        assertThat(peer.wires()).hasSize(1);
        fixture.passSeconds(21);
        assertThat(sink.heard).containsExactly("live");
    }

    @Test
    void theWaitThatATokenRequestIsAnsweredWithIsKeptByWhoeverAsksNext() {
        peer.ttl = 100;
        Sink sink = fixture.live(1);
        fixture.tokenError =
                new RateLimitException(ErrorContext.NONE, RateLimit.UNKNOWN, Optional.of(Duration.ofMinutes(5)), null);
        fixture.passSeconds(85);
        assertThat(fixture.tokens).as("the renewal was refused").isEqualTo(2);

        peer.wire().closeByServer(3005);
        fixture.pass(Duration.ofMinutes(4));
        sink.cancel();
        Sink other = fixture.follow(2);
        fixture.passSeconds(30);
        assertThat(fixture.tokens).isEqualTo(2);

        fixture.tokenError = null;
        fixture.passSeconds(60);
        assertThat(other.heard).containsExactly("live");
    }

    @Test
    void anEndlessWaitIsNoReasonToBreak() {
        peer.handshakeError =
                () -> new ServiceException(ErrorContext.NONE, Optional.of(Duration.ofSeconds(Long.MAX_VALUE)), null);
        Sink sink = fixture.live(1);
        assertThat(sink.heard).isEmpty();
        fixture.pass(Duration.ofHours(23));
        assertThat(peer.wires()).hasSize(1);
    }

    // Tokens

    @Test
    void tokensThatRunOutAtOnceDoNotEatThePlan() {
        peer.ttl = 1;
        fixture.follow(1);
        fixture.pass(HALF_A_MINUTE);
        assertThat(fixture.tokens).isLessThanOrEqualTo(FEW_TOKENS);
        fixture.pass(Duration.ofMinutes(20));
        assertThat(fixture.tokens).isLessThanOrEqualTo(20 * 3 + FEW_TOKENS);
    }

    @Test
    void aRefreshThatIsAnsweredByTheEndOfTheConnectionDoesNotEither() {
        peer.ttl = 2;
        peer.tokenCheck = token -> peer.received("refresh").isEmpty() ? 0 : 3010;
        fixture.follow(1);
        fixture.pass(HALF_A_MINUTE);
        assertThat(fixture.tokens).isLessThanOrEqualTo(FEW_TOKENS);
        assertThat(peer.wires()).hasSizeLessThanOrEqualTo(A_HANDFUL);
    }

    // Subscriptions

    @Test
    void aChannelThatIsTakenAwayAgainAndAgainIsNotAskedForAgainAndAgain() {
        peer.accountChannel = false;
        peer.onSubscribed = (wire, channel) -> wire.tellText(
                "{\"push\":{\"channel\":\"" + channel + "\",\"unsubscribe\":{\"code\":2500,\"reason\":\"\"}}}");
        fixture.follow(1);
        fixture.pass(HALF_A_MINUTE);

        assertThat(peer.received("subscribe")).hasSizeBetween(1, A_HANDFUL);
        assertThat(peer.wires()).hasSize(1);
    }

    // What passes ends nothing

    @ParameterizedTest
    @ValueSource(ints = {3504, 3505})
    void aLimitThatIsReachedIsAGapAndNotTheEnd(int code) {
        Sink sink = fixture.live(1);
        peer.wire().closeByServer(code);
        fixture.passSeconds(60);
        assertThat(sink.heard).isEqualTo(List.of("live", "gap", "live"));
        assertThat(peer.wires()).hasSize(2);
        assertThat(fixture.live(2).heard).containsExactly("live");
    }

    @ParameterizedTest
    @ValueSource(ints = {106, 109, 110})
    void anErrorThatPassesIsAGapAndNotTheEnd(int code) {
        Sink sink = fixture.live(1);
        peer.connectError = code;
        peer.wire().breakDown();
        fixture.passSeconds(3);
        peer.connectError = 0;
        fixture.passSeconds(45);
        assertThat(sink.heard).isEqualTo(List.of("live", "gap", "live"));
    }
}
