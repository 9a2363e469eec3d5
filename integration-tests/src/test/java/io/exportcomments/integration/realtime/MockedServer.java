package io.exportcomments.integration.realtime;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.realtime.RealtimeConnection;
import io.exportcomments.mock.time.MockClock;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** The mock service's realtime connection. */
final class MockedServer implements RealtimeServer {
    private final MockService mock;

    MockedServer() {
        this(MockClock.system());
    }

    /** A mock that lives by this clock. */
    MockedServer(MockClock clock) {
        mock = MockService.builder().clock(clock).start();
        mock.realtime().pingInterval(Duration.ofSeconds(1));
        mock.jobs()
                .seed(SeedJob.of("https://www.youtube.com/watch?v=dQw4w9WgXcQ")
                        .guid(JOB.toString())
                        .script(JobScript.queued(Duration.ofHours(1))));
    }

    /** How many sockets may be open. */
    MockedServer connectionLimit(int most) {
        mock.realtime().connectionLimit(most);
        return this;
    }

    @Override
    public URI url() {
        return mock.realtime().url();
    }

    @Override
    public String accountChannel() {
        return mock.realtime().accountChannel();
    }

    @Override
    public String token(Duration goodFor) {
        mock.realtime().tokensValidFor(goodFor);
        return mock.realtime().token();
    }

    @Override
    public String expiredToken() {
        mock.realtime().faults().expiredTokens(1);
        return mock.realtime().token();
    }

    @Override
    public String tokenWith(Map<String, Object> claims) {
        mock.realtime().tokensValidFor(Duration.ofMinutes(10));
        mock.realtime().faults().tokenClaims(1, claims);
        return mock.realtime().token();
    }

    @Override
    public String forgedToken() {
        mock.realtime().faults().invalidTokens(1);
        return mock.realtime().token();
    }

    @Override
    public String tokenWithoutChannels() {
        mock.realtime().faults().withoutServerSubscriptions(Integer.MAX_VALUE);
        return mock.realtime().token();
    }

    @Override
    public void publish(String channel, String json) {
        mock.realtime().publish(channel, json);
    }

    @Override
    public void disconnect(int code, String reason) {
        for (RealtimeConnection connection : mock.realtime().connections()) {
            connection.close(code, reason);
        }
    }

    @Override
    public void unsubscribe(String channel) {
        for (RealtimeConnection connection : mock.realtime().connections()) {
            connection.unsubscribe(channel, 2000, "server unsubscribe");
        }
    }

    @Override
    public void forget() {
        mock.realtime().loseHistory();
    }

    @Override
    public void restart() {
        mock.realtime().shutdown();
        mock.realtime().loseHistory();
    }

    @Override
    public void close() {
        mock.close();
    }
}
