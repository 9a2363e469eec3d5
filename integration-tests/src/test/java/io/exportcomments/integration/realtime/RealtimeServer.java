package io.exportcomments.integration.realtime;

import io.exportcomments.job.JobGuid;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A server of the realtime connection on loopback, set up as the service's: with one account, which has one job. */
interface RealtimeServer extends AutoCloseable {
    /** A job of the account, about which nothing is published but by the test. */
    JobGuid JOB = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");

    /** The job's own channel, which clients may subscribe to. */
    String JOB_CHANNEL = "export." + JOB + ".job";

    /** Where to connect to. */
    URI url();

    /** The channel of all job events of the account: recoverable, and subscribed by the token. */
    String accountChannel();

    /** The account's other channels, subscribed by the token as well. */
    default List<String> otherChannels() {
        String account = accountChannel().substring(accountChannel().indexOf(':'));
        return Stream.of("webhooks", "user", "user_notifications_channel", "user_dashboard_channel")
                .map(name -> name + account)
                .toList();
    }

    /** A token for the account. */
    String token(Duration goodFor);

    /** A token that has run out. */
    String expiredToken();

    /** A token for the account, good for ten minutes, with other claims in place of the usual ones. */
    String tokenWith(Map<String, Object> claims);

    /** A token with a wrong signature. */
    String forgedToken();

    /** A token that subscribes to nothing; from now on, on the mock. */
    String tokenWithoutChannels();

    /** Publishes one JSON value. */
    void publish(String channel, String json);

    /** Closes the account's connections. */
    void disconnect(int code, String reason);

    /** Ends the subscriptions of the account's connections to a channel. */
    void unsubscribe(String channel);

    /** Forgets what was published in the account's channel. */
    void forget();

    /** Shuts the server down in order, and starts it again on the same port, without its memory. */
    void restart();

    @Override
    void close();
}
