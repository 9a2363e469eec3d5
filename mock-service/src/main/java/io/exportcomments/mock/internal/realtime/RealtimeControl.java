package io.exportcomments.mock.internal.realtime;

import io.exportcomments.mock.realtime.Realtime;
import io.exportcomments.mock.realtime.RealtimeConnection;
import io.exportcomments.mock.realtime.RealtimeFaults;
import io.vertx.core.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The hub in the hands of the program that runs the mock. */
final class RealtimeControl implements Realtime {

    private final Hub hub;
    private final Supplier<String> origin;

    RealtimeControl(Hub hub, Supplier<String> origin) {
        this.hub = hub;
        this.origin = origin;
    }

    @Override
    public URI url() {
        return URI.create(origin.get().replaceFirst("^http", "ws") + "/connection/websocket");
    }

    @Override
    public String token() {
        return hub.token();
    }

    @Override
    public String accountChannel() {
        return hub.channels().account();
    }

    @Override
    public List<RealtimeConnection> connections() {
        return hub.read(hub::programs);
    }

    @Override
    public List<RealtimeConnection> await(Predicate<List<RealtimeConnection>> condition, Duration bound) {
        return hub.monitor().await(hub::programs, condition, bound, sockets -> "open sockets: " + sockets.size());
    }

    @Override
    public void publish(String channel, String json) {
        Object data = Json.decodeValue(json);
        hub.run(() -> hub.publish(List.of(channel), client -> data));
    }

    @Override
    public void publishToAll(String channel, String json) {
        hub.publishToAll(channel, json);
    }

    @Override
    public void publishConvertDone(UUID guid) {
        hub.publishConversion("job.convert.done", guid);
    }

    @Override
    public void publishConvertFailed(UUID guid) {
        hub.publishConversion("job.convert.failed", guid);
    }

    @Override
    public void publishBulkDownloadReady(String link) {
        hub.run(() -> hub.publish(List.of(accountChannel()), client -> JobEventJson.bulk("bulk_download.ready", link)));
    }

    @Override
    public void publishBulkDownloadFailed() {
        hub.run(() ->
                hub.publish(List.of(accountChannel()), client -> JobEventJson.bulk("bulk_download.failed", null)));
    }

    @Override
    public void shutdown() {
        hub.closeAll(3001, "shutdown");
    }

    @Override
    public void loseHistory() {
        hub.run(hub.channels()::lose);
    }

    @Override
    public void historySize(int publications) {
        if (publications < 0) {
            throw new IllegalArgumentException("a size must not be negative, was " + publications);
        }
        hub.run(() -> hub.channels().capacity(publications));
    }

    @Override
    public void pingInterval(Duration interval) {
        Duration checked = wholeSeconds(interval);
        hub.run(() -> hub.pingInterval(checked));
    }

    @Override
    public void tokensValidFor(Duration time) {
        Duration checked = wholeSeconds(time);
        hub.run(() -> hub.tokenLife(checked));
    }

    @Override
    public void recoverable(boolean recoverable) {
        hub.run(() -> hub.channels().recoverable(recoverable));
    }

    @Override
    public void connectionLimit(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("a limit must not be negative, was " + most);
        }
        hub.run(() -> hub.connectionLimit(most));
    }

    @Override
    public RealtimeFaults faults() {
        return hub.faults();
    }

    private static Duration wholeSeconds(Duration time) {
        if (time.toSeconds() < 1 || !Duration.ofSeconds(time.toSeconds()).equals(time)) {
            throw new IllegalArgumentException("must be whole seconds, at least 1, was " + time);
        }
        return time;
    }
}
