package io.exportcomments.update.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.SourceState;
import io.exportcomments.update.websocket.Bench.Sink;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol, as the source speaks it: when it connects, what it makes of what comes, how it recovers, and when it gives up. */
class SocketSourceTest {
    private final Bench bench = new Bench();
    private final SimulatedPeer peer = bench.peer;

    @AfterEach
    void nothingIsLeft() {
        bench.close();
        peer.close();
        assertThat(bench.time.waiting()).as("timers").isZero();
        assertThat(peer.openNow()).as("sockets").isZero();
    }

    // The connection

    @Test
    void nothingIsOpenedBeforeAJobIsFollowedAndOneSocketServesAll() {
        bench.passSeconds(60);
        assertThat(peer.wires()).isEmpty();
        assertThat(bench.tokens).isZero();

        List<Sink> sinks = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            sinks.add(bench.follow(i));
        }
        bench.passSeconds(1);

        assertThat(sinks).allMatch(sink -> sink.heard.equals(List.of("live")));
        assertThat(peer.wires()).hasSize(1);
        assertThat(bench.tokens).isEqualTo(1);
        assertThat(peer.received("subscribe")).isEmpty();
    }

    @Test
    void anUnusedConnectionIsKeptForFiveSecondsAndThenClosed() {
        bench.live(1).cancel();
        bench.pass(Duration.ofMillis(4_900));
        Sink second = bench.follow(2);
        assertThat(second.heard).containsExactly("live");
        second.cancel();
        bench.pass(Duration.ofMillis(5_100));
        assertThat(peer.openNow()).isZero();
        assertThat(bench.time.waiting()).isZero();

        bench.live(3);
        assertThat(peer.wires()).hasSize(2);
        assertThat(bench.tokens).as("the token is still good").isEqualTo(1);
    }

    @Test
    void cancellingWhileItConnectsFreesEverythingAtOnce() {
        Sink sink = bench.follow(1);
        bench.pass(Duration.ofMillis(30));
        sink.cancel();

        bench.pass(SimulatedPeer.LATENCY);
        assertThat(bench.time.waiting()).isZero();
        assertThat(sink.heard).isEmpty();
    }

    @Test
    void whatIsFollowedAfterCloseIsTold() {
        Sink before = bench.live(1);
        before.taken();
        bench.close();
        bench.publish(1, "job.finished", "done");
        bench.passSeconds(1);
        assertThat(before.heard).isEmpty();

        Sink after = bench.follow(2);
        assertThat(after.heard).containsExactly("broken");
        assertThat(after.cause).isInstanceOf(ClientClosedException.class);
    }

    @Test
    void itSaysHowItStands() {
        Sink sink = bench.live(1);
        peer.wire().breakDown();
        bench.passSeconds(30);
        sink.cancel();
        bench.passSeconds(10);

        assertThat(bench.events)
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
        Sink one = bench.live(1);
        Sink two = bench.live(2);
        bench.publish(1, "job.progress", "progress");
        bench.publish(2, "job.finished", "done");
        bench.publish(3, "job.finished", "done");
        bench.passSeconds(1);

        assertThat(one.heard).containsExactly("live", "progress");
        assertThat(two.heard).containsExactly("live", "done");
    }

    @Test
    void conversionsBulkDownloadsAndStrangersEndNothingAndAreCounted() {
        Sink sink = bench.live(1);
        sink.taken();
        bench.publish(1, "job.convert.done", "done");
        bench.publish(1, "job.convert.failed", "error");
        bench.publish(1, "job.invented.later", "done");
        peer.publish("", new JsonObject().put("event", "bulk_download.ready").put("details", null));
        peer.wire().tellText("{\"push\":{\"channel\":\"user:U\",\"pub\":{\"data\":[1,{\"a\":\"}\"}]}}}");
        peer.wire().tellText("{\"push\":{\"channel\":\"exports:U\",\"join\":{\"info\":{}}}}");
        bench.passSeconds(1);

        assertThat(sink.heard).isEmpty();
        assertThat(bench.ignored("unknown-event")).isEqualTo(4);
        assertThat(bench.ignored("unknown-channel")).isEqualTo(1);
        assertThat(bench.ignored("unknown-push")).isEqualTo(1);
    }

    @Test
    void severalMessagesInAFrameAreTakenInOrder() {
        Sink sink = bench.live(1);
        String first = push(1, "job.progress", "progress");
        peer.wire().tellText(first + "\n" + push(2, "job.finished", "done") + "\n{}\n");
        bench.passSeconds(1);

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
                                                .put("data", Bench.event(1, event, status))
                                                .put("offset", offset)))
                .encode();
    }

    // Doubt

    @Test
    void aHoleInTheOffsetsIsAGapForAllJobs() {
        Sink one = bench.live(1);
        Sink two = bench.live(2);
        peer.loseNext(1);
        bench.publish(1, "job.finished", "done");
        bench.publish(2, "job.progress", "progress");
        bench.passSeconds(1);

        assertThat(one.heard).containsExactly("live", "gap", "live");
        assertThat(two.heard).containsExactly("live", "gap", "progress", "live");
        assertThat(peer.wires()).hasSize(1);
    }

    @Test
    void offsetsThatComeTwiceOrLateAreNoHole() {
        Sink sink = bench.live(1);
        for (long offset : new long[] {1, 1, 2, 1, 2, 3}) {
            peer.wire().tellText(push(offset, "job.progress", "progress"));
        }
        bench.passSeconds(1);

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
        Sink sink = bench.live(1);
        peer.wire().tellText("{\"push\":{\"pub\":{\"data\":" + data + ",\"offset\":1},\"channel\":\"exports:U\"}}");
        bench.passSeconds(1);

        assertThat(sink.heard).containsExactly("live", "gap", "live");
        assertThat(peer.wires()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"push\":", "nonsense", "[]", "{\"id\":\"x\"}", "{} {}"})
    void aFrameThatCantBeReadIsAReasonToConnectAnew(String frame) {
        Sink sink = bench.live(1);
        peer.wire().tellText(frame);
        bench.passSeconds(2);

        assertThat(sink.heard).containsExactly("live", "gap", "live");
        assertThat(peer.wires()).hasSize(2);
    }

    @Test
    void aSubscriptionThatIsTakenAwayIsAGapAndTheJobsOwnChannelStepsIn() {
        Sink sink = bench.live(1);
        peer.wire().unsubscribe();
        bench.passSeconds(1);

        assertThat(sink.heard).containsExactly("live", "gap", "live");
        assertThat(peer.wire().channels()).contains("export.job-1.job");
    }

    // Recovery

    @Test
    void whatWasMissedInAnInterruptionIsRecoveredInOrder() {
        Sink sink = bench.live(1);
        bench.publish(1, "job.created", "queueing");
        bench.passSeconds(1);
        peer.wire().breakDown();
        bench.publish(1, "job.progress", "progress");
        bench.publish(1, "job.finished", "done");
        bench.passSeconds(2);

        assertThat(sink.heard).containsExactly("live", "queueing", "gap", "live", "progress", "done");
        JsonObject asked =
                peer.received("connect").get(1).getJsonObject("connect").getJsonObject("subs");
        assertThat(asked.getJsonObject(SimulatedPeer.ACCOUNT))
                .isEqualTo(
                        new JsonObject().put("recover", true).put("epoch", "e1").put("offset", 1));
    }

    @Test
    void afterARecoveryTheOffsetsGoOnFromTheLastThatWasRecovered() {
        Sink sink = bench.live(1);
        peer.wire().breakDown();
        bench.publish(1, "job.progress", "progress");
        bench.passSeconds(2);
        sink.taken();
        bench.publish(1, "job.progress", "progress");
        bench.passSeconds(1);
        assertThat(sink.taken()).containsExactly("progress");

        peer.loseNext(1);
        bench.publish(1, "job.progress", "progress");
        bench.publish(1, "job.finished", "done");
        bench.passSeconds(1);
        assertThat(sink.taken()).containsExactly("gap", "done", "live");
    }

    @Test
    void whereNothingIsRecoveredItIsLiveFromTheServersPositionOn() {
        Sink sink = bench.live(1);
        bench.publish(1, "job.progress", "progress");
        bench.passSeconds(1);
        peer.refusesRecovery = true;
        peer.wire().breakDown();
        bench.publish(1, "job.finished", "done");
        peer.restartWithoutHistory();
        bench.passSeconds(2);
        assertThat(sink.taken()).containsExactly("live", "progress", "gap", "live");

        bench.publish(1, "job.progress", "progress");
        bench.passSeconds(1);
        assertThat(sink.taken()).containsExactly("progress");
    }

    @Test
    void anAccountChannelThatIsMissingFromTheReplyIsReplacedByTheJobsOwn() {
        Sink sink = bench.live(1);
        peer.accountChannel = false;
        peer.wire().breakDown();
        bench.passSeconds(2);
        bench.publish(1, "job.finished", "done");
        bench.passSeconds(1);

        assertThat(sink.heard).containsExactly("live", "gap", "live", "done");
        assertThat(peer.received("subscribe")).hasSize(1);
    }

    // The jobs' own channels

    @Test
    void aJobsOwnChannelIsLeftWhenTheJobIsNotFollowedAnyMore() {
        peer.accountChannel = false;
        Sink one = bench.live(1);
        Sink two = bench.live(2);
        assertThat(peer.wire().channels()).isEqualTo(Set.of("export.job-1.job", "export.job-2.job"));
        one.cancel();
        bench.passSeconds(1);
        assertThat(peer.wire().channels()).isEqualTo(Set.of("export.job-2.job"));
        bench.publish(2, "job.finished", "done");
        bench.passSeconds(1);
        assertThat(two.heard).containsExactly("live", "done");
    }

    @Test
    void aJobThatThereIsNoPlaceForIsLiveAsSoonAsThereIsOne() {
        peer.accountChannel = false;
        peer.placesForChannels = 128;
        List<Sink> sinks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sinks.add(bench.follow(i));
        }
        bench.passSeconds(1);
        assertThat(sinks).filteredOn(sink -> sink.heard.contains("live")).hasSize(128);
        assertThat(sinks).filteredOn(sink -> sink.heard.isEmpty()).hasSize(72);

        sinks.stream().filter(sink -> sink.heard.contains("live")).limit(100).forEach(Sink::cancel);
        bench.passSeconds(25);
        assertThat(sinks).allMatch(sink -> sink.heard.equals(List.of("live")));
        assertThat(peer.wires()).hasSize(1);
    }

    @Test
    void aChannelThatIsForbiddenEndsTheReportingOnThatJob() {
        peer.accountChannel = false;
        Sink one = bench.live(1);
        peer.subscribeError = 103;
        Sink two = bench.live(2);

        assertThat(one.heard).containsExactly("live");
        assertThat(two.heard).containsExactly("broken");
    }

    // Silence

    @Test
    void pingsAreAnsweredAndKeepTheConnection() {
        bench.live(1);
        bench.pass(Duration.ofMinutes(10));
        assertThat(peer.wires()).hasSize(1);
        assertThat(peer.wire().pongs()).isEqualTo(24);
    }

    @Test
    void aHalfOpenConnectionIsNoticedWithinThePingAndTenSeconds() {
        Sink sink = bench.live(1);
        bench.passSeconds(9);
        peer.wire().freeze();
        bench.passSeconds(24);
        assertThat(sink.heard).containsExactly("live");
        bench.passSeconds(2);
        assertThat(sink.heard).contains("gap");
        bench.passSeconds(2);
        assertThat(sink.heard).containsExactly("live", "gap", "live");
    }

    @Test
    void aServerThatAnswersNoCommandIsLeftAfterFiveSeconds() {
        peer.mute = true;
        Sink sink = bench.follow(1);
        bench.passSeconds(5);
        assertThat(peer.wires()).hasSize(1);
        assertThat(peer.wire().isEnded()).isFalse();
        bench.passSeconds(1);
        assertThat(peer.wires().get(0).isEnded()).isTrue();
        peer.mute = false;
        bench.passSeconds(20);
        assertThat(sink.heard).containsExactly("live");
    }

    // Ends

    @ParameterizedTest
    @ValueSource(ints = {1000, 1006, 3000, 3001, 3004, 3008, 3010, 3011, 3012, 3013, 4000, 4499, 5000})
    void anyOtherCodeIsAGapAndANewConnection(int code) {
        Sink sink = bench.live(1);
        peer.wire().closeByServer(code);
        bench.passSeconds(2);
        assertThat(sink.heard).containsExactly("live", "gap", "live");
        assertThat(bench.tokens).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {3501, 3502, 3503, 3504, 3507, 3999, 4500, 4999})
    void aFinalCodeEndsItForFiveMinutes(int code) {
        Sink sink = bench.live(1);
        peer.wire().closeByServer(code);
        bench.passSeconds(60);
        assertThat(sink.heard).startsWith("live").endsWith("broken");
        assertThat(sink.cause).hasMessageContaining(Integer.toString(code));
        assertThat(bench.follow(2).heard).containsExactly("broken");
        assertThat(peer.wires()).hasSize(1);

        bench.pass(Duration.ofMinutes(5));
        assertThat(bench.live(3).heard).containsExactly("live");
    }

    @Test
    void betweenAttemptsItWaitsUpToTwentySecondsAndOneSuccessResetsThat() {
        peer.reachable = false;
        bench.follow(1);
        bench.pass(Duration.ofMinutes(10));
        int attempts = peer.wires().size();
        assertThat(attempts).isBetween(600 / 20, 600 / 5);

        peer.reachable = true;
        bench.passSeconds(21);
        int afterwards = peer.wires().size();
        peer.wire().breakDown();
        bench.pass(Duration.ofMillis(1_100));
        assertThat(peer.wires()).hasSize(afterwards + 1);
        assertThat(bench.tokens).as("an unused token is kept").isEqualTo(1);
    }

    // Tokens

    @Test
    void anExpiredTokenIsReplacedAtOnceAndThenMorePatiently() {
        peer.tokenCheck = token -> token.equals(Bench.TOKEN + 1) ? 109 : 0;
        Sink sink = bench.live(1);
        assertThat(sink.heard).containsExactly("live");
        assertThat(bench.tokens).isEqualTo(2);

        peer.tokenCheck = token -> 109;
        peer.wire().breakDown();
        bench.pass(Duration.ofMinutes(5));
        assertThat(bench.tokens).isBetween(15, 60);
        peer.tokenCheck = token -> 0;
        bench.passSeconds(21);
        assertThat(sink.heard).containsExactly("live", "gap", "live");
    }

    @Test
    void anInvalidTokenIsReplacedOnceAndThenItIsOver() {
        peer.tokenCheck = token -> token.equals(Bench.TOKEN + 1) ? 3500 : 0;
        assertThat(bench.live(1).heard).containsExactly("live");

        peer.tokenCheck = token -> 3500;
        peer.wire().breakDown();
        bench.passSeconds(30);
        assertThat(bench.tokens).isEqualTo(3);
        assertThat(bench.follow(2).heard).containsExactly("broken");
    }

    @Test
    void theTokenIsRenewedBeforeItRunsOut() {
        peer.ttl = 600;
        Sink sink = bench.live(1);
        bench.passSeconds(530);
        assertThat(peer.received("refresh")).isEmpty();
        bench.passSeconds(40);
        assertThat(peer.received("refresh")).hasSize(1);
        bench.pass(Duration.ofHours(1));
        assertThat(peer.received("refresh")).hasSize(7);
        assertThat(sink.heard).containsExactly("live");
        assertThat(peer.wires()).hasSize(1);
    }

    @Test
    void aRenewalThatFailsIsTriedAgainAndNeitherEndsNorInterruptsAnything() {
        peer.ttl = 600;
        Sink sink = bench.live(1);
        bench.tokenError = new RateLimitException(
                ErrorContext.NONE, RateLimit.UNKNOWN, java.util.Optional.of(Duration.ofSeconds(17)), null);
        bench.passSeconds(545);
        int asked = bench.tokens;
        bench.tokenError = null;
        bench.passSeconds(20);
        assertThat(asked).isEqualTo(2);
        assertThat(peer.received("refresh")).hasSize(1);
        assertThat(sink.heard).containsExactly("live");
    }

    @Test
    void anAccountThatIsRefusedATokenEndsIt() {
        bench.tokenError = new AuthenticationException(ErrorContext.NONE, null);
        Sink sink = bench.live(1);
        assertThat(sink.heard).containsExactly("broken");
        assertThat(sink.cause).isInstanceOf(AuthenticationException.class);
        assertThat(peer.wires()).isEmpty();
    }

    @Test
    void theTokenShowsNowhere() {
        Sink sink = bench.live(1);
        String shown =
                "" + bench.source + Command.connect(new io.exportcomments.port.SocketToken(Bench.TOKEN), null, null);
        peer.tokenCheck = token -> 3500;
        peer.wire().breakDown();
        bench.passSeconds(30);
        for (Throwable error = sink.cause; error != null; error = error.getCause()) {
            shown += error;
        }
        assertThat(shown + bench.events).doesNotContain(Bench.TOKEN).doesNotContain("the server's own words");
    }
}
