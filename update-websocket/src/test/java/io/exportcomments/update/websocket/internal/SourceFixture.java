package io.exportcomments.update.websocket.internal;

import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.Observation;
import io.exportcomments.port.SocketToken;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import io.exportcomments.update.websocket.WebSocketUpdates;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A source on its own, between a simulated server and sinks that write down what they hear; tokens are counted from 1.
 */
final class SourceFixture implements AutoCloseable {
    static final String TOKEN = "secret-token-";

    final VirtualTimekeeper time = new VirtualTimekeeper();
    final SimulatedPeer peer = new SimulatedPeer();
    final List<ClientEvent> events = new ArrayList<>();
    final UpdateSource source;
    int tokens;

    @Nullable ExportCommentsException tokenError;

    SourceFixture() {
        peer.liveBy(time);
        JobTransport calls = (JobTransport) Proxy.newProxyInstance(
                SourceFixture.class.getClassLoader(),
                new Class<?>[] {JobTransport.class},
                (self, method, arguments) -> {
                    if (!method.getName().equals("socketToken")) {
                        throw new AssertionError("Only tokens are asked for here: " + method);
                    }
                    tokens++;
                    return tokenError == null
                            ? CompletableFuture.completedFuture(new SocketToken(TOKEN + tokens))
                            : CompletableFuture.failedFuture(tokenError);
                });
        source = WebSocketUpdates.create()
                .open(new UpdateContext(
                        calls,
                        peer,
                        guid -> CompletableFuture.failedFuture(new AssertionError("It is core that reads states")),
                        time,
                        events::add,
                        TransportSettings.SERVICE));
    }

    static JobGuid guid(int number) {
        return JobGuid.of("job-" + number);
    }

    Sink follow(int number) {
        Sink sink = new Sink();
        sink.subscription = source.follow(guid(number), sink);
        return sink;
    }

    /** Follows, and lets it become live. */
    Sink live(int number) {
        Sink sink = follow(number);
        pass(Duration.ofSeconds(1));
        return sink;
    }

    void pass(Duration amount) {
        time.advance(amount);
    }

    void passSeconds(long seconds) {
        pass(Duration.ofSeconds(seconds));
    }

    long publish(int number, String event, String status) {
        return peer.publish(guid(number).value(), event(number, event, status));
    }

    static JsonObject event(int number, String event, String status) {
        return event(guid(number).value(), event, status);
    }

    static JsonObject event(String guid, String event, String status) {
        return new JsonObject()
                .put("version", "v3-beta")
                .put("event", event)
                .put("guid", guid)
                .put("status", status)
                .put("url", null)
                .put("details", new JsonObject().put("guid", guid).put("status", status));
    }

    long ignored(String reason) {
        return events.stream()
                .filter(event -> event.equals(new ClientEvent.PushIgnored("websocket", reason)))
                .count();
    }

    @Override
    public void close() {
        source.close();
    }

    /** Hears of one job. */
    static final class Sink implements UpdateSink {
        final List<String> heard = new ArrayList<>();
        UpdateSource.@Nullable Subscription subscription;

        @Nullable Throwable cause;

        @Override
        public void live() {
            heard.add("live");
        }

        @Override
        public void update(Observation observation) {
            Job job = observation.job();
            heard.add(job.wireStatus());
        }

        @Override
        public void gap(Throwable error) {
            heard.add("gap");
            cause = error;
        }

        @Override
        public void broken(Throwable error) {
            heard.add("broken");
            cause = error;
        }

        void cancel() {
            UpdateSource.Subscription mine = subscription;
            if (mine != null) {
                mine.cancel();
            }
        }

        /** What was heard, which is then forgotten. */
        List<String> taken() {
            List<String> taken = List.copyOf(heard);
            heard.clear();
            return taken;
        }
    }
}
