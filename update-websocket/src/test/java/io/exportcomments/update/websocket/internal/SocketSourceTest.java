package io.exportcomments.update.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.SourceState;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Observation;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.update.websocket.internal.SourceFixture.Sink;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The protocol, as the source speaks it: when it connects, what it makes of what comes, how it recovers, and when it
 * gives up.
 */
class SocketSourceTest {
    private final SourceFixture fixture = new SourceFixture();
    private final SimulatedPeer peer = fixture.peer;

    @AfterEach
    void nothingIsLeft() {
        fixture.close();
        peer.close();
        assertThat(fixture.time.waiting()).as("timers").isZero();
        assertThat(peer.openNow()).as("sockets").isZero();
    }

    // The connection

    @Test
    void nothingIsOpenedBeforeAJobIsFollowedAndOneSocketServesAll() {
        fixture.passSeconds(60);
        assertThat(peer.wires()).isEmpty();
        assertThat(fixture.tokens).isZero();

        List<Sink> sinks = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            sinks.add(fixture.follow(i));
        }
        fixture.passSeconds(1);

        assertThat(sinks).allMatch(sink -> sink.heard.equals(List.of("live")));
        assertThat(peer.wires()).hasSize(1);
        assertThat(fixture.tokens).isEqualTo(1);
        assertThat(peer.received("subscribe")).isEmpty();
    }

    @Test
    void anUnusedConnectionIsKeptForFiveSecondsAndThenClosed() {
        fixture.live(1).cancel();
        fixture.pass(Duration.ofMillis(4_900));
        Sink second = fixture.follow(2);
        assertThat(second.heard).containsExactly("live");
        second.cancel();
        fixture.pass(Duration.ofMillis(5_100));
        assertThat(peer.openNow()).isZero();
        assertThat(fixture.time.waiting()).isZero();

        fixture.live(3);
        assertThat(peer.wires()).hasSize(2);
        assertThat(fixture.tokens).as("the token is still good").isEqualTo(1);
    }

    @Test
    void cancellingWhileItConnectsFreesEverythingAtOnce() {
        Sink sink = fixture.follow(1);
        fixture.pass(Duration.ofMillis(30));
        sink.cancel();

        fixture.pass(SimulatedPeer.LATENCY);
        assertThat(fixture.time.waiting()).isZero();
        assertThat(sink.heard).isEmpty();
    }

    @Test
    void whatIsFollowedAfterCloseIsTold() {
        Sink before = fixture.live(1);
        before.taken();
        fixture.close();
        fixture.publish(1, "job.finished", "done");
        fixture.passSeconds(1);
        assertThat(before.heard).isEmpty();

        Sink after = fixture.follow(2);
        assertThat(after.heard).containsExactly("broken");
        assertThat(after.cause).isInstanceOf(ClientClosedException.class);
    }

    @Test
    void itSaysHowItStands() {
        Sink sink = fixture.live(1);
        peer.wire().breakDown();
        fixture.passSeconds(30);
        sink.cancel();
        fixture.passSeconds(10);

        assertThat(fixture.events)
                .extracting(event -> ((ClientEvent.SourceChanged) event).state())
                .containsExactly(
                        SourceState.CONNECTING,
                        SourceState.LIVE,
                        SourceState.DOWN,
                        SourceState.CONNECTING,
                        SourceState.LIVE,
                        SourceState.IDLE);
    }

    // What is pushed

    @Test
    void eventsGoToWhoeverFollowsTheirJob() {
        Sink one = fixture.live(1);
        Sink two = fixture.live(2);
        fixture.publish(1, "job.progress", "progress");
        fixture.publish(2, "job.finished", "done");
        fixture.publish(3, "job.finished", "done");
        fixture.passSeconds(1);

        assertThat(one.heard).containsExactly("live", "progress");
        assertThat(two.heard).containsExactly("live", "done");
    }

    @Test
    void anErrorThatASinkThrowsKeepsNobodyElseFromHearing() {
        fixture.source.follow(SourceFixture.guid(1), new FailingSink());
        Sink other = fixture.live(2);
        fixture.publish(1, "job.finished", "done");
        fixture.publish(2, "job.finished", "done");
        fixture.passSeconds(1);
        Sink late = fixture.live(3);

        assertThat(other.heard).containsExactly("live", "done");
        assertThat(late.heard).containsExactly("live");
    }

    /** Breaks its promise not to throw, and worse than with an exception. */
    private static final class FailingSink implements UpdateSink {
        @Override
        public void live() {}

        @Override
        public void update(Observation observation) {
            throw new LinkageError("as the test wants it");
        }

        @Override
        public void gap(Throwable cause) {}

        @Override
        public void broken(Throwable error) {}
    }

    @Test
    void conversionsBulkDownloadsAndStrangersEndNothingAndAreCounted() {
        Sink sink = fixture.live(1);
        sink.taken();
        fixture.publish(1, "job.convert.done", "done");
        fixture.publish(1, "job.convert.failed", "error");
        fixture.publish(1, "job.invented.later", "done");
        peer.publish("", new JsonObject().put("event", "bulk_download.ready").put("details", null));
        peer.wire().tellText("{\"push\":{\"channel\":\"user:U\",\"pub\":{\"data\":[1,{\"a\":\"}\"}]}}}");
        peer.wire().tellText("{\"push\":{\"channel\":\"exports:U\",\"join\":{\"info\":{}}}}");
        fixture.passSeconds(1);

        assertThat(sink.heard).isEmpty();
        assertThat(fixture.ignored("unknown-event")).isEqualTo(4);
        assertThat(fixture.ignored("unknown-channel")).isEqualTo(1);
        assertThat(fixture.ignored("unknown-push")).isEqualTo(1);
    }

    @Test
    void severalMessagesInAFrameAreTakenInOrder() {
        Sink sink = fixture.live(1);
        String first = push(1, "job.progress", "progress");
        peer.wire().tellText(first + "\n" + push(2, "job.finished", "done") + "\n{}\n");
        fixture.passSeconds(1);

        assertThat(sink.heard).containsExactly("live", "progress", "done");
        assertThat(peer.wire().pongs()).isEqualTo(1);
    }

    private static String push(long offset, String event, String status) {
        return new JsonObject()
                .put(
                        "push",
                        new JsonObject()
                                .put("channel", SimulatedPeer.ACCOUNT)
                                .put(
                                        "pub",
                                        new JsonObject()
                                                .put("data", SourceFixture.event(1, event, status))
                                                .put("offset", offset)))
                .encode();
    }

    @Test
    void guidsAreTakenForTheSameWhateverTheCaseOfTheirLetters() {
        String guid = "b4219d47-3138-4efd-9762-2ef9f9495084";
        Sink sink = new Sink();
        fixture.source.follow(JobGuid.of(guid.toUpperCase(Locale.ROOT)), sink);
        fixture.passSeconds(1);
        peer.publish(guid, SourceFixture.event(guid, "job.finished", "done"));
        fixture.passSeconds(1);

        assertThat(sink.heard).containsExactly("live", "done");
    }

    @Test
    void soAreThoseInTheNamesOfChannels() {
        peer.accountChannel = false;
        String guid = "b4219d47-3138-4efd-9762-2ef9f9495084";
        Sink sink = new Sink();
        fixture.source.follow(JobGuid.of(guid.toUpperCase(Locale.ROOT)), sink);
        fixture.passSeconds(1);
        assertThat(peer.wire().channels()).isEqualTo(Set.of("export." + guid + ".job"));
        peer.publish(guid, SourceFixture.event(guid, "job.progress", "progress"));
        peer.wire()
                .tellText("{\"push\":{\"channel\":\"export." + guid.toUpperCase(Locale.ROOT)
                        + ".job\",\"unsubscribe\":{\"code\":2500,\"reason\":\"\"}}}");
        fixture.passSeconds(2);

        assertThat(sink.heard).containsExactly("live", "progress", "gap", "live");
    }

    // Doubt

    @Test
    void aHoleInTheOffsetsIsAGapForAllJobs() {
        Sink one = fixture.live(1);
        Sink two = fixture.live(2);
        peer.loseNext(1);
        fixture.publish(1, "job.finished", "done");
        fixture.publish(2, "job.progress", "progress");
        fixture.passSeconds(1);

        assertThat(one.heard).containsExactly("live", "gap", "live");
        assertThat(two.heard).containsExactly("live", "gap", "progress", "live");
        assertThat(peer.wires()).hasSize(1);
    }

    @Test
    void theFirstOffsetOfAStreamWithoutPositionsIsNoHole() {
        peer.withoutPositions = true;
        peer.beginAt(57);
        Sink one = fixture.live(1);
        Sink two = fixture.live(2);
        fixture.publish(1, "job.progress", "progress");
        fixture.passSeconds(1);
        fixture.publish(1, "job.finished", "done");
        fixture.passSeconds(1);

        assertThat(one.heard).containsExactly("live", "progress", "done");
        assertThat(two.heard).containsExactly("live");
    }

    @Test
    void norIsItAfterAnInterruptionAndLaterHolesShow() {
        peer.withoutPositions = true;
        peer.beginAt(57);
        Sink sink = fixture.live(1);
        fixture.publish(1, "job.progress", "progress");
        fixture.passSeconds(1);
        peer.wire().breakDown();
        fixture.publish(1, "job.progress", "progress");
        fixture.publish(1, "job.progress", "progress");
        fixture.passSeconds(2);
        assertThat(peer.received("connect").get(1).getJsonObject("connect").containsKey("subs"))
                .isFalse();
        fixture.publish(1, "job.progress", "progress");
        fixture.passSeconds(1);
        assertThat(sink.taken()).containsExactly("live", "progress", "gap", "live", "progress");

        peer.loseNext(1);
        fixture.publish(1, "job.finished", "done");
        fixture.publish(2, "job.progress", "progress");
        fixture.passSeconds(1);
        assertThat(sink.taken()).containsExactly("gap", "live");
    }

    @Test
    void theFirstOffsetOfAStreamWithPositionsIsOne() {
        Sink sink = fixture.live(1);
        peer.loseNext(1);
        fixture.publish(1, "job.progress", "progress");
        fixture.publish(1, "job.progress", "progress");
        fixture.passSeconds(1);
        assertThat(sink.taken()).containsExactly("live", "gap", "progress", "live");
    }

    @Test
    void theFirstOffsetOfAJobsOwnChannelWithoutPositionsIsNoHole() {
        peer.accountChannel = false;
        peer.withoutPositions = true;
        peer.publish("job-1", SourceFixture.event(1, "job.progress", "progress"));
        peer.publish("job-1", SourceFixture.event(1, "job.progress", "progress"));
        Sink sink = fixture.live(1);
        fixture.publish(1, "job.finished", "done");
        fixture.passSeconds(1);

        assertThat(sink.heard).containsExactly("live", "done");
    }

    @Test
    void aPositionWithoutAnEpochIsNeverRecoveredFrom() {
        peer.withoutEpoch = true;
        fixture.live(1);
        fixture.publish(1, "job.progress", "progress");
        fixture.passSeconds(1);
        peer.wire().breakDown();
        fixture.passSeconds(2);

        assertThat(peer.received("connect").get(1).getJsonObject("connect").containsKey("subs"))
                .isFalse();
    }

    @Test
    void offsetsThatComeTwiceOrLateAreNoHole() {
        Sink sink = fixture.live(1);
        for (long offset : new long[] {1, 1, 2, 1, 2, 3}) {
            peer.wire().tellText(push(offset, "job.progress", "progress"));
        }
        fixture.passSeconds(1);

        assertThat(sink.taken()).containsOnlyOnce("live").doesNotContain("gap").hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "\"done\"",
                "{}",
                "{\"event\":\"job.finished\",\"guid\":\"job-1\",\"guid\":\"job-2\"}",
                "{\"event\":\"job.finished\",\"details\":null}",
                "null"
            })
    void anEventThatCantBeReadIsAGap(String data) {
        Sink sink = fixture.live(1);
        peer.wire().tellText("{\"push\":{\"pub\":{\"data\":" + data + ",\"offset\":1},\"channel\":\"exports:U\"}}");
        fixture.passSeconds(1);

        assertThat(sink.heard).containsExactly("live", "gap", "live");
        assertThat(peer.wires()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"push\":", "nonsense", "[]", "{\"id\":\"x\"}", "{} {}"})
    void aFrameThatCantBeReadIsAReasonToConnectAnew(String frame) {
        Sink sink = fixture.live(1);
        peer.wire().tellText(frame);
        fixture.passSeconds(2);

        assertThat(sink.heard).containsExactly("live", "gap", "live");
        assertThat(peer.wires()).hasSize(2);
    }

    @Test
    void aSubscriptionThatIsTakenAwayIsAGapAndTheJobsOwnChannelStepsIn() {
        Sink sink = fixture.live(1);
        peer.wire().unsubscribe();
        fixture.passSeconds(1);

        assertThat(sink.heard).containsExactly("live", "gap", "live");
        assertThat(peer.wire().channels()).contains("export.job-1.job");
    }

    // Recovery

    @Test
    void whatWasMissedInAnInterruptionIsRecoveredInOrder() {
        Sink sink = fixture.live(1);
        fixture.publish(1, "job.created", "queueing");
        fixture.passSeconds(1);
        peer.wire().breakDown();
        fixture.publish(1, "job.progress", "progress");
        fixture.publish(1, "job.finished", "done");
        fixture.passSeconds(2);

        assertThat(sink.heard).containsExactly("live", "queueing", "gap", "live", "progress", "done");
        JsonObject asked =
                peer.received("connect").get(1).getJsonObject("connect").getJsonObject("subs");
        assertThat(asked.getJsonObject(SimulatedPeer.ACCOUNT))
                .isEqualTo(
                        new JsonObject().put("recover", true).put("epoch", "e1").put("offset", 1));
    }

    @Test
    void ofWhatIsRecoveredOnlyTheLatestAttemptIsTold() {
        Sink one = fixture.live(1);
        Sink two = fixture.live(2);
        peer.wire().breakDown();
        fixture.publish(1, "job.progress", "progress");
        fixture.publish(1, "job.failed", "error");
        fixture.publish(2, "job.progress", "progress");
        fixture.publish(1, "job.requeued", "requeued");
        fixture.publish(1, "job.progress", "progress");
        fixture.passSeconds(2);

        assertThat(one.heard).containsExactly("live", "gap", "live", "requeued", "progress");
        assertThat(two.heard).containsExactly("live", "gap", "live", "progress");
    }

    @Test
    void afterARecoveryTheOffsetsGoOnFromTheLastThatWasRecovered() {
        Sink sink = fixture.live(1);
        peer.wire().breakDown();
        fixture.publish(1, "job.progress", "progress");
        fixture.passSeconds(2);
        sink.taken();
        fixture.publish(1, "job.progress", "progress");
        fixture.passSeconds(1);
        assertThat(sink.taken()).containsExactly("progress");

        peer.loseNext(1);
        fixture.publish(1, "job.progress", "progress");
        fixture.publish(1, "job.finished", "done");
        fixture.passSeconds(1);
        assertThat(sink.taken()).containsExactly("gap", "done", "live");
    }

    @Test
    void whereNothingIsRecoveredItIsLiveFromTheServersPositionOn() {
        Sink sink = fixture.live(1);
        fixture.publish(1, "job.progress", "progress");
        fixture.passSeconds(1);
        peer.refusesRecovery = true;
        peer.wire().breakDown();
        fixture.publish(1, "job.finished", "done");
        peer.restartWithoutHistory();
        fixture.passSeconds(2);
        assertThat(sink.taken()).containsExactly("live", "progress", "gap", "live");

        fixture.publish(1, "job.progress", "progress");
        fixture.passSeconds(1);
        assertThat(sink.taken()).containsExactly("progress");
    }

    @Test
    void anAccountChannelThatIsMissingFromTheReplyIsReplacedByTheJobsOwn() {
        Sink sink = fixture.live(1);
        peer.accountChannel = false;
        peer.wire().breakDown();
        fixture.passSeconds(2);
        fixture.publish(1, "job.finished", "done");
        fixture.passSeconds(1);

        assertThat(sink.heard).containsExactly("live", "gap", "live", "done");
        assertThat(peer.received("subscribe")).hasSize(1);
    }

    // The jobs' own channels

    @Test
    void aJobsOwnChannelIsLeftWhenTheJobIsNotFollowedAnyMore() {
        peer.accountChannel = false;
        Sink one = fixture.live(1);
        Sink two = fixture.live(2);
        assertThat(peer.wire().channels()).isEqualTo(Set.of("export.job-1.job", "export.job-2.job"));
        one.cancel();
        fixture.passSeconds(1);
        assertThat(peer.wire().channels()).isEqualTo(Set.of("export.job-2.job"));
        fixture.publish(2, "job.finished", "done");
        fixture.passSeconds(1);
        assertThat(two.heard).containsExactly("live", "done");
    }

    @Test
    void aJobThatThereIsNoPlaceForIsLiveAsSoonAsThereIsOne() {
        peer.accountChannel = false;
        peer.placesForChannels = 128;
        List<Sink> sinks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sinks.add(fixture.follow(i));
        }
        fixture.passSeconds(1);
        assertThat(sinks).filteredOn(sink -> sink.heard.contains("live")).hasSize(128);
        assertThat(sinks).filteredOn(sink -> sink.heard.isEmpty()).hasSize(72);

        sinks.stream().filter(sink -> sink.heard.contains("live")).limit(100).forEach(Sink::cancel);
        fixture.passSeconds(25);
        assertThat(sinks).allMatch(sink -> sink.heard.equals(List.of("live")));
        assertThat(peer.wires()).hasSize(1);
    }

    @Test
    void aChannelThatIsForbiddenEndsTheReportingOnThatJob() {
        peer.accountChannel = false;
        Sink one = fixture.live(1);
        peer.subscribeError = 103;
        Sink two = fixture.live(2);

        assertThat(one.heard).containsExactly("live");
        assertThat(two.heard).containsExactly("broken");
    }

    // Silence

    @Test
    void pingsAreAnsweredAndKeepTheConnection() {
        fixture.live(1);
        fixture.pass(Duration.ofMinutes(10));
        assertThat(peer.wires()).hasSize(1);
        assertThat(peer.wire().pongs()).isEqualTo(24);
    }

    @Test
    void aHalfOpenConnectionIsNoticedWithinThePingAndTenSeconds() {
        Sink sink = fixture.live(1);
        fixture.passSeconds(9);
        peer.wire().freeze();
        fixture.passSeconds(24);
        assertThat(sink.heard).containsExactly("live");
        fixture.passSeconds(2);
        assertThat(sink.heard).contains("gap");
        fixture.passSeconds(2);
        assertThat(sink.heard).containsExactly("live", "gap", "live");
    }

    @Test
    void aServerThatAnswersNoCommandIsLeftAfterFiveSeconds() {
        peer.mute = true;
        Sink sink = fixture.follow(1);
        fixture.passSeconds(5);
        assertThat(peer.wires()).hasSize(1);
        assertThat(peer.wire().isEnded()).isFalse();
        fixture.passSeconds(1);
        assertThat(peer.wires().get(0).isEnded()).isTrue();
        peer.mute = false;
        fixture.passSeconds(20);
        assertThat(sink.heard).containsExactly("live");
    }

    // Ends

    @ParameterizedTest
    @ValueSource(ints = {1000, 1006, 3000, 3001, 3004, 3008, 3010, 3011, 3012, 3013, 4000, 4499, 5000})
    void anyOtherCodeIsAGapAndANewConnection(int code) {
        Sink sink = fixture.live(1);
        peer.wire().closeByServer(code);
        fixture.passSeconds(2);
        assertThat(sink.heard).containsExactly("live", "gap", "live");
        assertThat(fixture.tokens).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {3501, 3502, 3503, 3507, 3999, 4500, 4999})
    void aFinalCodeEndsItForFiveMinutes(int code) {
        Sink sink = fixture.live(1);
        peer.wire().closeByServer(code);
        fixture.passSeconds(60);
        assertThat(sink.heard).startsWith("live").endsWith("broken");
        assertThat(sink.cause).hasMessageContaining(Integer.toString(code));
        assertThat(fixture.follow(2).heard).containsExactly("broken");
        assertThat(peer.wires()).hasSize(1);

        fixture.pass(Duration.ofMinutes(5));
        assertThat(fixture.live(3).heard).containsExactly("live");
    }

    @Test
    void betweenAttemptsItWaitsUpToTwentySecondsAndAMinuteOfLifeResetsThat() {
        peer.reachable = false;
        fixture.follow(1);
        fixture.pass(Duration.ofMinutes(10));
        int attempts = peer.wires().size();
        assertThat(attempts).isBetween(600 / 20, 600 / 5);

        peer.reachable = true;
        fixture.passSeconds(21);
        fixture.pass(Duration.ofMinutes(1));
        int afterwards = peer.wires().size();
        peer.wire().breakDown();
        fixture.pass(Duration.ofMillis(1_100));
        assertThat(peer.wires()).hasSize(afterwards + 1);
        assertThat(fixture.tokens).as("an unused token is kept").isEqualTo(1);
    }

    // RealtimeTokens

    @Test
    void anExpiredTokenIsReplacedAtOnceAndThenMorePatiently() {
        peer.tokenCheck = token -> token.equals(SourceFixture.TOKEN + 1) ? 109 : 0;
        Sink sink = fixture.live(1);
        assertThat(sink.heard).containsExactly("live");
        assertThat(fixture.tokens).isEqualTo(2);

        peer.tokenCheck = token -> 109;
        peer.wire().breakDown();
        fixture.pass(Duration.ofMinutes(5));
        assertThat(fixture.tokens).isBetween(15, 60);
        peer.tokenCheck = token -> 0;
        fixture.passSeconds(21);
        assertThat(sink.heard).containsExactly("live", "gap", "live");
    }

    @Test
    void anInvalidTokenIsReplacedOnceAndThenItIsOver() {
        peer.tokenCheck = token -> token.equals(SourceFixture.TOKEN + 1) ? 3500 : 0;
        assertThat(fixture.live(1).heard).containsExactly("live");
        fixture.pass(Duration.ofMinutes(1));

        peer.tokenCheck = token -> 3500;
        peer.wire().breakDown();
        fixture.passSeconds(30);
        assertThat(fixture.tokens).isEqualTo(3);
        assertThat(fixture.follow(2).heard).containsExactly("broken");
    }

    @Test
    void theTokenIsRenewedBeforeItRunsOut() {
        peer.ttl = 600;
        Sink sink = fixture.live(1);
        fixture.passSeconds(530);
        assertThat(peer.received("refresh")).isEmpty();
        fixture.passSeconds(40);
        assertThat(peer.received("refresh")).hasSize(1);
        fixture.pass(Duration.ofHours(1));
        assertThat(peer.received("refresh")).hasSize(7);
        assertThat(sink.heard).containsExactly("live");
        assertThat(peer.wires()).hasSize(1);
    }

    @Test
    void aRenewalThatFailsIsTriedAgainAndNeitherEndsNorInterruptsAnything() {
        peer.ttl = 600;
        Sink sink = fixture.live(1);
        fixture.tokenError = new RateLimitException(
                ErrorContext.NONE, RateLimit.UNKNOWN, java.util.Optional.of(Duration.ofSeconds(17)), null);
        fixture.passSeconds(545);
        int asked = fixture.tokens;
        fixture.tokenError = null;
        fixture.passSeconds(20);
        assertThat(asked).isEqualTo(2);
        assertThat(peer.received("refresh")).hasSize(1);
        assertThat(sink.heard).containsExactly("live");
    }

    @Test
    void anAccountThatIsRefusedATokenEndsIt() {
        fixture.tokenError = new AuthenticationException(ErrorContext.NONE, null);
        Sink sink = fixture.live(1);
        assertThat(sink.heard).containsExactly("broken");
        assertThat(sink.cause).isInstanceOf(AuthenticationException.class);
        assertThat(peer.wires()).isEmpty();
    }

    @Test
    void theTokenShowsNowhere() {
        Sink sink = fixture.live(1);
        String shown = "" + fixture.source
                + Command.connect(new io.exportcomments.port.SocketToken(SourceFixture.TOKEN), null, null);
        peer.tokenCheck = token -> 3500;
        peer.wire().breakDown();
        fixture.passSeconds(30);
        for (Throwable error = sink.cause; error != null; error = error.getCause()) {
            shown += error;
        }
        assertThat(shown + fixture.events).doesNotContain(SourceFixture.TOKEN).doesNotContain("the server's own words");
    }
}
