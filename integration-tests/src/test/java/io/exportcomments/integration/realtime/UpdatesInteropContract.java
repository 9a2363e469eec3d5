package io.exportcomments.integration.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.event.ClientEvent;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.update.websocket.WebSocketUpdates;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the WebSocket source makes of a realtime server, on both transports. */
abstract class UpdatesInteropContract extends RealtimeCases {
    private final BlockingQueue<ClientEvent.PushIgnored> ignored = new LinkedBlockingQueue<>();
    private final Followed followed = new Followed();
    private HastyTime time = new HastyTime(1);
    private Wire wire;
    private TokenDesk tokens;
    private UpdateSource source;

    private void heard(ClientEvent event) {
        if (event instanceof ClientEvent.PushIgnored push) {
            ignored.add(push);
        }
    }

    @AfterEach
    void closeTheSource() {
        if (source != null) {
            source.close();
            wire.close();
        }
        time.close();
    }

    private void follow(Stack stack) {
        follow(stack, List.of(() -> server.token(LONG)));
    }

    private void follow(Stack stack, List<Supplier<String>> given) {
        tokens = new TokenDesk(given);
        wire = new Wire(server.url());
        source = WebSocketUpdates.builder()
                .url(wire.url())
                .build()
                .open(new UpdateContext(
                        tokens,
                        open(stack).sockets(),
                        guid -> CompletableFuture.failedFuture(new AssertionError("the source reads no states")),
                        time,
                        this::heard,
                        TransportSettings.SERVICE));
        source.follow(RealtimeServer.JOB, followed);
    }

    private void followLive(Stack stack) {
        follow(stack);
        assertThat(followed.next()).isEqualTo("live");
    }

    private void progress(String channel, int exported) {
        server.publish(channel, """
                {"version":"v3-beta","event":"job.progress","guid":"%1$s","status":"progress","url":null,"details":{"guid":"%1$s",\
                "status":"progress","url":"https://example.com/","totalExported":%2$d,"total":1500},"current":%2$d,"total":1500}""".formatted(RealtimeServer.JOB, exported));
    }

    private void progress(int exported) {
        progress(server.accountChannel(), exported);
    }

    private void hearsProgress(int exported) {
        progress(exported);
        assertThat(followed.next()).isEqualTo("progress " + exported);
    }

    private void hearsGap(String cause) {
        assertThat(followed.next()).startsWith("gap ").contains(cause);
    }

    @ParameterizedTest
    @EnumSource
    void theAccountsChannelCarriesAJobToItsEnd(Stack stack) {
        followLive(stack);

        hearsProgress(1);
        hearsProgress(678);
        server.publish(server.accountChannel(), """
                {"version":"v3-beta","event":"job.finished","guid":"%1$s","status":"done","url":null,"details":{"guid":"%1$s",\
                "status":"done","url":"https://example.com/","totalExported":1500,"total":1500},"current":1500,"total":1500}""".formatted(RealtimeServer.JOB));

        assertThat(followed.next()).isEqualTo("done 1500");
        assertThat(tokens.asked()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatOtherChannelsCarryIsPassedOverAndCounted(Stack stack) throws InterruptedException {
        followLive(stack);

        for (String channel : server.otherChannels()) {
            server.publish(channel, """
                    {"type":"new_activity","guid":"%s","status":"done"}""".formatted(RealtimeServer.JOB));
            assertThat(ignored.poll(15, TimeUnit.SECONDS)).as(channel).isNotNull();
        }

        hearsProgress(1);
        assertThat(ignored).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aJobsOwnChannelStandsInForTheAccounts(Stack stack) {
        follow(stack, List.of(server::tokenWithoutChannels));
        assertThat(followed.next()).isEqualTo("live");

        progress(RealtimeServer.JOB_CHANNEL, 5);

        assertThat(followed.next()).isEqualTo("progress 5");
    }

    @ParameterizedTest
    @EnumSource
    void whatWasMissedInACutComesAfterwards(Stack stack) {
        followLive(stack);
        hearsProgress(1);

        wire.hold();
        hearsGap("");
        progress(2);
        progress(3);
        wire.letGo();

        assertThat(followed.next()).isEqualTo("live");
        assertThat(followed.next()).isEqualTo("progress 2");
        assertThat(followed.next()).isEqualTo("progress 3");
        hearsProgress(4);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasForgottenInACutIsAGapAndNothingMore(Stack stack) {
        followLive(stack);
        hearsProgress(1);

        wire.hold();
        hearsGap("");
        progress(2);
        server.forget();
        wire.letGo();

        assertThat(followed.next()).isEqualTo("live");
        hearsProgress(3);
    }

    @ParameterizedTest
    @EnumSource
    void aRestartOfTheServerIsAGap(Stack stack) {
        followLive(stack);
        hearsProgress(1);

        server.restart();

        hearsGap("3001");
        assertThat(followed.nextButGaps()).isEqualTo("live");
        hearsProgress(2);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenIsRenewedBeforeItRunsOut(Stack stack) {
        follow(stack, List.of(() -> server.token(Duration.ofSeconds(3)), () -> server.token(LONG)));
        assertThat(followed.next()).isEqualTo("live");

        tokens.awaitSecond();

        // Longer than the first token and the server's patience.
        assertThat(followed.within(3_500)).as("what a renewal shows").isNull();
        hearsProgress(1);
        assertThat(tokens.asked()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aRenewalThatComesTooLateIsAGap(Stack stack) {
        follow(
                stack,
                List.of(() -> server.token(Duration.ofSeconds(2)), server::expiredToken, () -> server.token(LONG)));
        assertThat(followed.next()).isEqualTo("live");

        hearsGap("3005");

        assertThat(followed.nextButGaps()).isEqualTo("live");
        hearsProgress(1);
    }

    @ParameterizedTest
    @EnumSource
    void anExpiredTokenIsReplaced(Stack stack) {
        follow(stack, List.of(server::expiredToken, () -> server.token(LONG)));

        assertThat(followed.nextButGaps()).isEqualTo("live");
        hearsProgress(1);
        assertThat(tokens.asked()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void anInvalidTokenIsReplacedOnce(Stack stack) {
        follow(stack, List.of(server::forgedToken, () -> server.token(LONG)));

        assertThat(followed.nextButGaps()).isEqualTo("live");
        hearsProgress(1);
        assertThat(tokens.asked()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void tokensThatStayInvalidAreTheEnd(Stack stack) {
        follow(stack, List.of(server::forgedToken));

        assertThat(followed.nextButGaps()).startsWith("broken ").contains("3500");
        assertThat(tokens.asked()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"RETROFIT, 3011", "RETROFIT, 4000", "VERTX, 3004", "VERTX, 4499"})
    void aCodeThatIsNotFinalIsAGap(Stack stack, int code) {
        followLive(stack);

        server.disconnect(code, "because");

        hearsGap(Integer.toString(code));
        assertThat(followed.nextButGaps()).isEqualTo("live");
        hearsProgress(1);
    }

    @ParameterizedTest
    @CsvSource({"RETROFIT, 3503", "RETROFIT, 4500", "VERTX, 3999", "VERTX, 4999"})
    void aFinalCodeIsTheEnd(Stack stack, int code) {
        followLive(stack);

        server.disconnect(code, "because");

        assertThat(followed.nextButGaps()).startsWith("broken ").contains(Integer.toString(code));
    }

    @ParameterizedTest
    @EnumSource
    void aSubscriptionThatIsTakenAwayIsMadeUpForByTheJobsOwn(Stack stack) {
        followLive(stack);

        server.unsubscribe(server.accountChannel());

        hearsGap("subscription");
        assertThat(followed.nextButGaps()).isEqualTo("live");
        progress(RealtimeServer.JOB_CHANNEL, 5);
        assertThat(followed.next()).isEqualTo("progress 5");
    }

    @ParameterizedTest
    @EnumSource
    void aHalfOpenConnectionIsNoticed(Stack stack) {
        time.close();
        time = new HastyTime(4);
        followLive(stack);

        wire.silence();

        hearsGap("Nothing was heard");
        assertThat(followed.nextButGaps()).isEqualTo("live");
        hearsProgress(1);
    }
}
