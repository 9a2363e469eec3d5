package io.exportcomments.mock.realtime;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The mock's realtime connection, from inside: the Centrifuge client protocol, version 2, in JSON and protobuf. Job
 * events are published by themselves; pings, tokens and time-outs live by the mock's clock. Safe for use by many
 * threads.
 *
 * <pre>{@code
 * Realtime realtime = mock.realtime();
 * realtime.await(sockets -> sockets.stream().anyMatch(RealtimeConnection::connected), Duration.ofSeconds(5));
 * realtime.publishConvertDone(guid);
 * realtime.connections().forEach(RealtimeConnection::cut);
 * realtime.shutdown();
 * }</pre>
 */
public interface Realtime {

    /** Where to connect to: {@code ws://127.0.0.1:port/connection/websocket}. */
    URI url();

    /** A token for the mock's account, as the service's operation hands it out; faults of tokens apply. */
    String token();

    /** The channel of all job events of the account. */
    String accountChannel();

    /** The sockets that are open now, in order of opening; half-open ones too, but none of the mock's live page. */
    List<RealtimeConnection> connections();

    /**
     * Waits, in real time, until the open sockets fulfil a condition, and returns them.
     *
     * @throws AssertionError when the bound is over
     */
    List<RealtimeConnection> await(Predicate<List<RealtimeConnection>> condition, Duration bound);

    /**
     * Publishes anything in any channel, known or not. A channel of the account is recoverable, others are not; a
     * socket that is not subscribed to the channel gets nothing.
     *
     * @param json one JSON value
     */
    void publish(String channel, String json);

    /** Pushes anything in any channel to all connected sockets, subscribed or not, without an offset. */
    void publishToAll(String channel, String json);

    /** Publishes {@code job.convert.done} for a job, in its own channel and the account's. */
    void publishConvertDone(UUID guid);

    /** Publishes {@code job.convert.failed} for a job, in its own channel and the account's. */
    void publishConvertFailed(UUID guid);

    /** Publishes {@code bulk_download.ready} in the account's channel. */
    void publishBulkDownloadReady(String link);

    /** Publishes {@code bulk_download.failed} in the account's channel. */
    void publishBulkDownloadFailed();

    /** Closes every socket, the live page's too, with 3001, as a server does that shuts down. New ones are taken. */
    void shutdown();

    /** Forgets what was published and begins new epochs, as a server does that restarts without its memory. */
    void loseHistory();

    /** How many publications each channel keeps, from now on; without this, 1,000. */
    void historySize(int publications);

    /** What connect replies say of pings from now on, in whole seconds, at least 1; without this, 25 s. */
    void pingInterval(Duration interval);

    /** How long tokens handed out from now on are good, in whole seconds; without this, 24 hours. */
    void tokensValidFor(Duration time);

    /**
     * Whether the account's channels can be recovered, which is so without this. Otherwise connect replies say nothing
     * of where a channel stands, and publications carry their offsets all the same.
     */
    void recoverable(boolean recoverable);

    /** How many sockets may be open; one too many is answered by 503 at the handshake. Without this, any number. */
    void connectionLimit(int most);

    /** What goes wrong. */
    RealtimeFaults faults();
}
