package io.exportcomments.mock.centrifugo;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.realtime.RealtimeConnection;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.time.MockClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What a client of Centrifugo's finds at the mock as it would at a Centrifugo; in real time, by the client's own rules.
 */
@Execution(ExecutionMode.CONCURRENT)
abstract class OfficialClientCases {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private final MockService mock = MockService.start();
    private final String account = mock.realtime().accountChannel();
    private final OfficialClient.Maker maker;
    private final OfficialClient client;

    OfficialClientCases(OfficialClient.Maker maker) {
        mock.realtime().pingInterval(Duration.ofSeconds(1));
        this.maker = maker;
        this.client = maker.of(mock);
    }

    abstract boolean speaksProtobuf();

    private void connect() {
        client.connect();
        assertThat(client.until("subscribed " + account)).contains("token");
    }

    @AfterEach
    void close() {
        client.close();
        mock.close();
    }

    private RealtimeConnection socket() {
        return mock.realtime()
                .await(sockets -> sockets.size() == 1 && sockets.get(0).connected(), BOUND)
                .get(0);
    }

    private void publish(int... numbers) {
        for (int number : numbers) {
            mock.realtime().publish(account, "{\"n\":" + number + "}");
        }
    }

    private String publication(int number) {
        return "publication " + account + " " + number + " {\"n\":" + number + "}";
    }

    @Test
    void itConnectsInItsFormatAndGetsTheAccountsEventsInOrder() {
        connect();
        assertThat(socket().protobuf()).isEqualTo(speaksProtobuf());
        publish(1, 2, 3);
        assertThat(client.until(publication(3))).endsWith(publication(1), publication(2), publication(3));
    }

    @Test
    void itHearsAJobToItsEndInItsOwnChannel() {
        connect();
        MockJob job = mock.jobs()
                .seed(SeedJob.of("https://vimeo.com/1")
                        .script(JobScript.queued(Duration.ofSeconds(1)).done(Duration.ofMillis(100))));
        String channel = "export." + job.guid() + ".job";
        client.subscribe(channel);
        client.until("subscribed " + channel);
        assertThat(client.until("publication " + channel + " 0 {\"version\":\"v3-beta\",\"event\":\"job.finished\""))
                .anyMatch(line -> line.startsWith("publication " + account) && line.contains("job.finished"));
    }

    @Test
    void itIsRefusedTheChannelsOfOthers() {
        connect();
        client.subscribe("exports:somebody-else");
        assertThat(client.until("unsubscribed exports:somebody-else"))
                .last()
                .asString()
                .endsWith("103");
    }

    @Test
    void itRecoversWhatItMissedWhenItsSocketWasCut() {
        connect();
        publish(1);
        client.until(publication(1));
        mock.realtime().faults().loseEvents(2);
        publish(2, 3);
        socket().cut();
        assertThat(client.until(publication(3)))
                .containsSubsequence("connected", publication(2), publication(3))
                .contains("subscribed " + account + " recovered");
    }

    @Test
    void itIsToldWhenWhatItMissedIsGone() {
        connect();
        publish(1);
        client.until(publication(1));
        mock.realtime().loseHistory();
        socket().cut();
        client.until("subscribed " + account + " not recovered");
        publish(1);
        client.until(publication(1));
        mock.realtime().faults().refuseRecovery(1);
        socket().cut();
        client.until("subscribed " + account + " not recovered");
    }

    @Test
    void itComesBackAfterAShutdownAndStaysAwayAfterAFinalCode() {
        connect();
        mock.realtime().shutdown();
        assertThat(client.until("connected")).contains("connecting 3001 shutdown");
        socket().close(3503, "force disconnect");
        client.until("disconnected 3503 force disconnect");
        client.connect();
        client.until("connected");
        socket().close(4500, "ours");
        client.until("disconnected 4500 ours");
    }

    /** A clock that runs five times as fast wants each pong within 2 s; the client wants a ping every 3 s. */
    @Test
    void itIsKeptByPingsAndItsPongs() {
        try (MockService fast = MockService.builder().clock(MockClock.faster(5)).start()) {
            fast.realtime().pingInterval(Duration.ofSeconds(1));
            try (OfficialClient kept = maker.of(fast)) {
                kept.connect();
                kept.until("connected");
                fast.jobs()
                        .seed(SeedJob.of("https://vimeo.com/1")
                                .script(JobScript.queued(Duration.ofSeconds(25)).done(Duration.ZERO)));
                assertThat(kept.until("publication")).noneMatch(line -> line.startsWith("connecting"));
            }
        }
    }

    @Test
    void itNoticesAHalfOpenSocketByTheMissingPing() {
        connect();
        RealtimeConnection frozen = socket();
        frozen.freeze();
        assertThat(client.until("connecting")).last().asString().endsWith("no ping");
        frozen.cut();
        client.until("connected");
    }

    @Test
    void itTakesAFreshTokenBeforeTheOldOneRunsOut() {
        mock.realtime().tokensValidFor(Duration.ofSeconds(2));
        connect();
        assertThat(client.until("token")).noneMatch(line -> line.startsWith("connecting"));
        assertThat(client.until("token")).noneMatch(line -> line.startsWith("connecting"));
        assertThat(mock.journal().count(MockOperation.CONNECT)).isEqualTo(1);
    }

    @Test
    void itTakesAFreshTokenWhenItsOwnHasExpired() {
        mock.realtime().faults().expiredTokens(1);
        client.connect();
        assertThat(client.until("connected")).containsSubsequence("token", "token");
    }

    @Test
    void anInvalidTokenIsTheEnd() {
        mock.realtime().faults().invalidTokens(1);
        client.connect();
        client.until("disconnected 3500 invalid token");
    }

    @Test
    void aTemporaryErrorIsTriedAgain() {
        connect();
        mock.realtime().faults().failCommands(1, 100, "internal server error");
        socket().cut();
        client.until("connected");
    }

    @Test
    void aCommandThatIsSwallowedIsTriedAgain() {
        connect();
        mock.realtime().faults().ignoreCommands(1);
        socket().cut();
        client.until("connected");
    }

    @Test
    void theServersSubscriptionsMessagesAndEndsReachIt() {
        connect();
        String other = "user:elsewhere";
        socket().subscribe(other);
        client.until("subscribed " + other);
        mock.realtime().publish(other, "[1]");
        client.until("publication " + other);
        socket().unsubscribe(other, 2000, "server unsubscribe");
        client.until("unsubscribed " + other);
        socket().push("{\"message\":{\"data\":{\"a\":1}}}");
        client.until("message {\"a\":1}");
    }

    @Test
    void severalEventsInAFrameReachItInOrder() {
        connect();
        mock.realtime().faults().joinEvents(3);
        publish(1, 2, 3);
        assertThat(client.until(publication(3))).endsWith(publication(1), publication(2), publication(3));
    }
}
