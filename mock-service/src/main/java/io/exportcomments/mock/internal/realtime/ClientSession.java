package io.exportcomments.mock.internal.realtime;

import io.exportcomments.mock.internal.schedule.DueTasks;
import io.exportcomments.mock.realtime.RealtimeConnection;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One socket: its commands, its subscriptions, its timers. Guarded by the hub's lock. */
final class ClientSession implements RealtimeConnection {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration PONG_WITHIN = Duration.ofSeconds(8);
    private static final Duration REFRESH_GRACE = Duration.ofSeconds(25);

    final Set<String> subscriptions = new LinkedHashSet<>();
    private final Hub hub;
    private final ClientSocket socket;
    private final long number;
    private final Framing framing;
    private final CommandHandler commands;
    private final String origin;
    private final boolean page;
    private Set<String> tokenChannels = Set.of();
    private @Nullable Disconnect endAfterReply;
    private boolean connected;
    private boolean over;
    private boolean frozen;
    private @Nullable List<JsonObject> gathered;
    private DueTasks.@Nullable Task stale;
    private DueTasks.@Nullable Task ping;
    private DueTasks.@Nullable Task pong;
    private DueTasks.@Nullable Task expiry;

    ClientSession(Hub hub, ClientSocket socket, long number, Framing framing, String origin, boolean page) {
        this.hub = hub;
        this.socket = socket;
        this.number = number;
        this.framing = framing;
        this.origin = origin;
        this.page = page;
        this.commands = new CommandHandler(hub, this);
        this.stale = page ? null : hub.after(CONNECT_WITHIN, () -> end(3502, "stale"));
    }

    // ---- under the lock ----
    void received(Buffer frame) {
        if (over || frozen) {
            return;
        }
        List<JsonObject> replies = new ArrayList<>();
        try {
            for (JsonObject command : framing.decode(frame)) {
                if (command.isEmpty()) {
                    ponged();
                } else {
                    commands.answer(command).ifPresent(replies::add);
                }
            }
            send(replies);
            endIfDue();
        } catch (Disconnect e) {
            send(replies);
            end(e);
        } catch (ClassCastException | IllegalArgumentException e) {
            send(replies);
            end(3501, "bad request");
        }
    }

    private void ponged() {
        if (!connected || (pong == null && !page)) {
            throw Disconnect.badRequest();
        }
        hub.cancel(pong);
        pong = null;
    }

    void push(String channel, Publication publication) {
        if (connected) {
            push(new JsonObject().put("channel", channel).put("pub", publication.toJson(origin)));
        }
    }

    private void push(JsonObject push) {
        JsonObject reply = new JsonObject().put("push", push);
        if (gathered == null) {
            send(List.of(reply));
        } else {
            gathered.add(reply);
        }
    }

    /** From here on, pushes are kept for one frame. */
    void gather() {
        gathered = new ArrayList<>();
    }

    /** Sends what was gathered. */
    void flush() {
        List<JsonObject> frame = gathered == null ? List.of() : gathered;
        gathered = null;
        send(frame);
    }

    void accepted(Duration pings, RealtimeToken.Claims claims) {
        connected = true;
        tokenChannels = Set.copyOf(claims.channels());
        hub.cancel(stale);
        expiresAt(claims.expiresAt());
        schedulePing(pings);
    }

    /** In epoch seconds; null for never. */
    void expiresAt(@Nullable Long epochSecond) {
        hub.cancel(expiry);
        expiry = epochSecond == null
                ? null
                : hub.at(Instant.ofEpochSecond(epochSecond).plus(REFRESH_GRACE), () -> end(Disconnect.expired()));
    }

    /** Whether a token's channels are those of the one that it connected with. */
    boolean hasChannels(List<String> channels) {
        return tokenChannels.equals(Set.copyOf(channels));
    }

    /** Closes it when the replies to its present frame are sent. */
    void endAfterReply(Disconnect end) {
        endAfterReply = end;
    }

    private void endIfDue() {
        Disconnect due = endAfterReply;
        if (due != null) {
            end(due);
        }
    }

    void end(Disconnect end) {
        end(end.code(), end.reason());
    }

    void subscribed(String channel) {
        subscriptions.add(channel);
        socket.subscribed(channel);
    }

    boolean isFrozen() {
        return frozen;
    }

    boolean isConnected() {
        return connected;
    }

    /**
     * Whether it is the live page's: it meets no fault of its own, and no time-out, as the clock may run too fast for
     * a browser.
     */
    boolean page() {
        return page;
    }

    /** What links begin with for its client. */
    String origin() {
        return origin;
    }

    String client() {
        return (page ? "mock-page-" : "mock-client-") + number;
    }

    private void schedulePing(Duration pings) {
        ping = hub.after(pings, () -> {
            send(List.of(new JsonObject()));
            if (pong == null && !page) {
                pong = hub.after(PONG_WITHIN, () -> end(3012, "no pong"));
            }
            schedulePing(pings);
        });
    }

    private void send(List<JsonObject> replies) {
        if (!over && !frozen && !replies.isEmpty()) {
            socket.send(framing.encode(replies));
        }
    }

    void end(int code, String reason) {
        if (!over) {
            boolean silent = frozen;
            gone();
            if (!silent) {
                socket.close(code, reason);
            }
        }
    }

    /** The socket is no more, or is about to be. */
    void gone() {
        over = true;
        connected = false;
        cancelTimers();
        hub.remove(this);
    }

    private void cancelTimers() {
        hub.cancel(stale);
        hub.cancel(ping);
        hub.cancel(pong);
        hub.cancel(expiry);
    }

    void freezeNow() {
        frozen = true;
        cancelTimers();
        socket.freeze();
    }

    void cutNow() {
        gone();
        socket.cut();
    }

    // ---- from outside ----

    @Override
    public long number() {
        return number;
    }

    @Override
    public boolean connected() {
        return hub.read(() -> connected);
    }

    @Override
    public List<String> channels() {
        return hub.read(() -> List.copyOf(subscriptions));
    }

    @Override
    public boolean protobuf() {
        return !(framing instanceof JsonFraming);
    }

    @Override
    public boolean frozen() {
        return hub.read(() -> frozen);
    }

    @Override
    public void subscribe(String channel) {
        hub.run(() -> {
            if (connected && !subscriptions.contains(channel)) {
                subscribed(channel);
                push(new JsonObject()
                        .put("channel", channel)
                        .put("subscribe", hub.channels().pushedPosition(channel)));
            }
        });
    }

    @Override
    public void unsubscribe(String channel, int code, String reason) {
        hub.run(() -> {
            if (subscriptions.remove(channel)) {
                JsonObject why = new JsonObject().put("code", code).put("reason", reason);
                push(new JsonObject().put("channel", channel).put("unsubscribe", why));
            }
        });
    }

    @Override
    public void push(String json) {
        JsonObject push = new JsonObject(json);
        hub.run(() -> push(push));
    }

    @Override
    public void close(int code, String reason) {
        hub.run(() -> end(code, reason));
    }

    @Override
    public void cut() {
        hub.run(this::cutNow);
    }

    @Override
    public void freeze() {
        hub.run(this::freezeNow);
    }
}
