package io.exportcomments.update.websocket.internal;

import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.MockJobEvent;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Timekeeper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The realtime server and the way to it, in memory and in the time of a timekeeper: each message takes a latency, and
 * comes in order. Thread-safe.
 */
final class SimulatedPeer implements SocketTransport {
    static final String ACCOUNT = "exports:U";
    static final Duration LATENCY = Duration.ofMillis(20);
    private static final int GOOD = 0;
    private static final int PING_SECONDS = 25;

    private final List<Wire> wires = new ArrayList<>();
    private final List<JsonObject> history = new ArrayList<>();
    private final Map<String, Long> jobOffsets = new HashMap<>();
    private final List<JsonObject> received = new ArrayList<>();
    private @Nullable Timekeeper timekeeper;
    private long began;
    private String epoch = "e1";
    private long offset;

    // What the server does; a test sets it as it needs it.

    volatile ToIntFunction<String> tokenCheck = token -> GOOD;
    volatile boolean reachable = true;
    volatile boolean accountChannel = true;
    volatile boolean refusesRecovery;
    volatile long ttl;
    volatile int connectError;
    volatile int subscribeError;
    volatile int placesForChannels = Integer.MAX_VALUE;
    volatile boolean mute;
    volatile @Nullable Duration cutsAfter;

    /** It is there and away in turn, each for so long. */
    volatile @Nullable Duration awayEvery;

    /** What the handshake fails with, if it does. */
    volatile @Nullable Supplier<Throwable> handshakeError;

    /** Is told of each socket as soon as it is open, and once more when its connect command was answered. */
    volatile Consumer<Wire> onOpened = wire -> {};

    volatile Consumer<Wire> onConnected = wire -> {};

    volatile boolean withoutEpoch;

    /** Is told of each channel that a socket was subscribed to. */
    volatile BiConsumer<Wire, String> onSubscribed = (wire, channel) -> {};

    /** The channels keep no history: nothing is said of them, and yet what is published has offsets. */
    volatile boolean withoutPositions;

    private int lose;

    void liveBy(Timekeeper given) {
        timekeeper = given;
        began = given.nanoTime();
    }

    private boolean isAway() {
        Duration phase = awayEvery;
        Timekeeper mine = timekeeper;
        return phase != null && mine != null && (mine.nanoTime() - began) / phase.toNanos() % 2 == 1;
    }

    @Override
    public Socket open(URI uri, Map<String, String> headers, Listener listener) {
        Wire wire = new Wire(listener);
        synchronized (this) {
            wires.add(wire);
        }
        later(wire::opened);
        return wire;
    }

    /** All sockets that were ever asked for. */
    synchronized List<Wire> wires() {
        return List.copyOf(wires);
    }

    /** The socket that was asked for last. */
    synchronized Wire wire() {
        return wires.get(wires.size() - 1);
    }

    synchronized long openNow() {
        return wires.stream().filter(wire -> wire.open && !wire.ended).count();
    }

    /** All commands that were received, on whichever socket. */
    synchronized List<JsonObject> received(String command) {
        return received.stream().filter(json -> json.containsKey(command)).toList();
    }

    /**
     * Publishes what happened to a job, as the service does; when it happened, the client's time may not have come
     * there yet.
     */
    void publish(MockJobEvent event) {
        Timekeeper mine = timekeeper;
        if (mine != null) {
            Duration ahead = Duration.between(mine.now(), event.at());
            later(ahead, () -> publish(event.job().guid().toString(), json(event)));
        }
    }

    /** The transport is closed. */
    synchronized void close() {
        wires.forEach(Wire::cut);
    }

    /** Publishes data in the account's channel and the job's. */
    synchronized long publish(String guid, JsonObject data) {
        JsonObject publication = new JsonObject().put("data", data).put("offset", ++offset);
        history.add(publication);
        if (lose > 0) {
            lose--;
        } else {
            push(ACCOUNT, publication);
        }
        long next = jobOffsets.merge(guid, 1L, Long::sum);
        JsonObject ofJob = new JsonObject().put("data", data);
        push("export." + guid + ".job", withoutPositions ? ofJob.put("offset", next) : ofJob);
        return offset;
    }

    /** Pushes it to whoever is subscribed; no history has it. */
    synchronized void push(String channel, JsonObject publication) {
        JsonObject push = new JsonObject()
                .put("push", new JsonObject().put("channel", channel).put("pub", publication));
        wires.stream().filter(wire -> wire.channels.contains(channel)).forEach(wire -> wire.tell(push));
    }

    /** The next publications get lost on the way in the account's channel, where the offsets show it. */
    synchronized void loseNext(int publications) {
        lose = publications;
    }

    /** As if so many events had been published before. */
    synchronized void beginAt(long past) {
        offset = past;
    }

    synchronized void restartWithoutHistory() {
        history.clear();
        offset = 0;
        epoch = epoch + "'";
    }

    synchronized long offset() {
        return offset;
    }

    private Timekeeper.Timer later(Runnable task) {
        return later(LATENCY, task);
    }

    private Timekeeper.Timer later(Duration delay, Runnable task) {
        Timekeeper mine = timekeeper;
        if (mine == null) {
            throw new IllegalStateException("The peer was not told whose time it lives by");
        }
        return mine.schedule(delay, task);
    }

    static JsonObject json(MockJobEvent event) {
        MockJob job = event.job();
        JsonObject details = new JsonObject()
                .put("guid", job.guid().toString())
                .put("status", job.status())
                .put("url", job.url())
                .put("totalExported", job.exported())
                .put("total", job.total());
        JsonObject json = new JsonObject()
                .put("version", "v3-beta")
                .put("event", event.type().wireName())
                .put("guid", job.guid().toString())
                .put("status", job.status())
                .put("url", null)
                .put("details", details);
        return switch (event.type()) {
            case FINISHED -> json.put("url", "/exports/" + job.guid() + ".xlsx");
            case FAILED -> json.put("details", details.put("error", job.error()));
            case PROGRESS -> json.put("current", job.exported()).put("total", job.total());
            case CREATED, REQUEUED -> json;
        };
    }

    /** One socket, both its ends. */
    final class Wire implements Socket {
        private final Listener listener;
        private final Set<String> channels = new HashSet<>();
        private final List<Timekeeper.Timer> onTheirWay = new ArrayList<>();
        private boolean open;
        private boolean ended;
        private boolean frozen;
        private boolean closedInOrder;
        private int pongs;
        private Timekeeper.@Nullable Timer ping;
        private Timekeeper.@Nullable Timer cutting;
        private Timekeeper.@Nullable Timer closing;

        private Wire(Listener listener) {
            this.listener = listener;
        }

        private void opened() {
            boolean refused;
            synchronized (SimulatedPeer.this) {
                if (ended) {
                    return;
                }
                refused = !reachable || isAway() || handshakeError != null;
                open = !refused;
                ended = refused;
            }
            if (refused) {
                Supplier<Throwable> error = handshakeError;
                listener.onFailed(
                        this,
                        error == null ? new java.net.ConnectException("refused, as the test wants it") : error.get());
            } else {
                listener.onOpen(this);
                onOpened.accept(this);
            }
        }

        @Override
        public void send(String text) {
            synchronized (SimulatedPeer.this) {
                if (open && !ended) {
                    onTheirWay.add(later(() -> receive(text)));
                }
            }
        }

        @Override
        public void close(int code, String reason) {
            synchronized (SimulatedPeer.this) {
                if (!ended) {
                    gone();
                    closing = later(() -> listener.onClosed(this, code, reason));
                }
            }
        }

        @Override
        public void cut() {
            synchronized (SimulatedPeer.this) {
                gone();
            }
        }

        // The server's end

        private void gone() {
            ended = true;
            channels.clear();
            onTheirWay.forEach(Timekeeper.Timer::cancel);
            onTheirWay.clear();
            cancel(ping);
            cancel(cutting);
            cancel(closing);
        }

        private void cancel(Timekeeper.@Nullable Timer timer) {
            if (timer != null) {
                timer.cancel();
            }
        }

        /** The connection breaks: nobody is told anything that is still on its way. */
        void breakDown() {
            synchronized (SimulatedPeer.this) {
                if (ended) {
                    return;
                }
                gone();
                later(() -> listener.onFailed(this, new java.io.IOException("broken, as the test wants it")));
            }
        }

        void closeByServer(int code) {
            synchronized (SimulatedPeer.this) {
                if (ended) {
                    return;
                }
                onTheirWay.clear();
                closedInOrder = true;
                gone();
                later(() -> listener.onClosed(this, code, "the server's own words"));
            }
        }

        /** Nothing goes in either direction any more, and nobody is told. */
        void freeze() {
            synchronized (SimulatedPeer.this) {
                frozen = true;
                cancel(ping);
            }
        }

        /** The server takes the account's channel away. */
        void unsubscribe() {
            synchronized (SimulatedPeer.this) {
                if (channels.remove(ACCOUNT)) {
                    tellText("{\"push\":{\"channel\":\"exports:U\",\"unsubscribe\":{\"code\":2500,\"reason\":\"\"}}}");
                }
            }
        }

        /** The server gives the account's channel. */
        void subscribe() {
            synchronized (SimulatedPeer.this) {
                if (!channels.isEmpty() && channels.add(ACCOUNT)) {
                    JsonObject push =
                            new JsonObject().put("channel", ACCOUNT).put("subscribe", position(new JsonObject()));
                    tell(new JsonObject().put("push", push));
                }
            }
        }

        boolean isEnded() {
            synchronized (SimulatedPeer.this) {
                return ended;
            }
        }

        int pongs() {
            synchronized (SimulatedPeer.this) {
                return pongs;
            }
        }

        Set<String> channels() {
            synchronized (SimulatedPeer.this) {
                return Set.copyOf(channels);
            }
        }

        void tell(JsonObject message) {
            tellText(message.encode());
        }

        void tellText(String text) {
            synchronized (SimulatedPeer.this) {
                if (open && !ended && !frozen) {
                    onTheirWay.add(later(() -> arrive(text)));
                }
            }
        }

        void arrive(String text) {
            synchronized (SimulatedPeer.this) {
                if ((ended && !closedInOrder) || frozen) {
                    return;
                }
            }
            listener.onText(this, text);
        }

        private void receive(String text) {
            synchronized (SimulatedPeer.this) {
                if (!ended && !frozen && !mute) {
                    text.lines().forEach(line -> answer(new JsonObject(line)));
                }
            }
        }

        private void answer(JsonObject command) {
            if (command.isEmpty()) {
                pongs++;
                return;
            }
            received.add(command);
            JsonObject reply = new JsonObject().put("id", command.getLong("id"));
            if (command.containsKey("connect")) {
                connect(command.getJsonObject("connect"), reply);
            } else if (command.containsKey("subscribe")) {
                subscribe(command.getJsonObject("subscribe").getString("channel"), reply);
            } else if (command.containsKey("unsubscribe")) {
                channels.remove(command.getJsonObject("unsubscribe").getString("channel"));
                tell(reply.put("unsubscribe", new JsonObject()));
            } else if (command.containsKey("refresh")) {
                check(command.getJsonObject("refresh").getString("token"), reply, "refresh", lifetime());
            }
        }

        private boolean check(String token, JsonObject reply, String name, JsonObject result) {
            int verdict = tokenCheck.applyAsInt(token);
            if (verdict >= 3000) {
                closeByServer(verdict);
            } else if (verdict != GOOD) {
                tell(reply.put("error", error(verdict)));
            } else {
                tell(reply.put(name, result));
            }
            return verdict == GOOD;
        }

        private JsonObject error(int code) {
            return new JsonObject().put("code", code).put("message", "the server's own words");
        }

        private JsonObject lifetime() {
            JsonObject result = new JsonObject().put("client", "c").put("version", "6.0.0");
            return ttl > 0 ? result.put("expires", true).put("ttl", ttl) : result;
        }

        private void connect(JsonObject request, JsonObject reply) {
            if (connectError != 0) {
                tell(reply.put("error", error(connectError)));
                return;
            }
            JsonObject result = lifetime().put("ping", PING_SECONDS).put("pong", true);
            if (accountChannel) {
                JsonObject known = request.getJsonObject("subs", new JsonObject());
                JsonObject asked = known.getJsonObject(ACCOUNT, new JsonObject());
                result.put("subs", new JsonObject().put(ACCOUNT, position(asked)));
            }
            if (check(request.getString("token"), reply, "connect", result)) {
                if (accountChannel) {
                    channels.add(ACCOUNT);
                }
                Duration bound = cutsAfter;
                if (bound == null || bound.toSeconds() >= PING_SECONDS) {
                    schedulePing();
                }
                cutting = bound == null ? null : later(bound, this::breakDown);
                onConnected.accept(this);
            }
        }

        private JsonObject position(JsonObject asked) {
            if (withoutPositions) {
                return new JsonObject();
            }
            JsonObject entry = new JsonObject()
                    .put("recoverable", true)
                    .put("positioned", true)
                    .put("epoch", withoutEpoch ? "" : epoch)
                    .put("offset", offset);
            if (!asked.getBoolean("recover", false)) {
                return entry;
            }
            long from = asked.getLong("offset");
            boolean recovered =
                    !refusesRecovery && epoch.equals(asked.getString("epoch")) && offset - from <= history.size();
            entry.put("was_recovering", true).put("recovered", recovered);
            if (recovered) {
                JsonArray missed = new JsonArray();
                history.stream()
                        .filter(publication -> publication.getLong("offset") > from)
                        .forEach(missed::add);
                entry.put("offset", from).put("publications", missed);
            }
            return entry;
        }

        private void subscribe(String channel, JsonObject reply) {
            if (subscribeError != 0) {
                tell(reply.put("error", error(subscribeError)));
            } else if (channels.size() >= placesForChannels) {
                tell(reply.put("error", error(106)));
            } else {
                channels.add(channel);
                tell(reply.put("subscribe", new JsonObject()));
                onSubscribed.accept(this, channel);
            }
        }

        private void schedulePing() {
            ping = later(Duration.ofSeconds(PING_SECONDS), () -> {
                synchronized (SimulatedPeer.this) {
                    if (!ended && !frozen) {
                        tellText("{}");
                        schedulePing();
                    }
                }
            });
        }
    }
}
