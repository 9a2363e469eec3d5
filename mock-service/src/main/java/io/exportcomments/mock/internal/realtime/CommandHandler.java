package io.exportcomments.mock.internal.realtime;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Answers a session's commands. Guarded by the hub's lock. */
final class CommandHandler {

    private static final String VERSION = "6.0.0";
    private static final int CHANNEL_LENGTH = 255;
    private static final int CHANNELS = 128;
    private static final Set<String> NOT_SERVED =
            Set.of("publish", "presence", "presence_stats", "history", "rpc", "sub_refresh");

    private final Hub hub;
    private final ClientSession session;
    private final RealtimeFaultCounts faults;

    CommandHandler(Hub hub, ClientSession session) {
        this.hub = hub;
        this.session = session;
        this.faults = session.page() ? new RealtimeFaultCounts((next, joined) -> {}) : hub.faults();
    }

    /** The reply, unless a fault swallows the command. */
    Optional<JsonObject> answer(JsonObject command) {
        long id = command.getLong("id", 0L);
        if (id <= 0 || session.isConnected() == command.containsKey("connect")) {
            throw Disconnect.badRequest();
        }
        if (faults.ignored.take()) {
            return Optional.empty();
        }
        JsonObject reply = new JsonObject().put("id", id);
        try {
            faults.checkCommand();
            return Optional.of(answer(command, reply));
        } catch (CommandError e) {
            return Optional.of(reply.put("error", e.toJson()));
        }
    }

    private JsonObject answer(JsonObject command, JsonObject reply) {
        if (command.containsKey("connect")) {
            return reply.put("connect", connect(command.getJsonObject("connect")));
        }
        if (command.containsKey("subscribe")) {
            return reply.put("subscribe", subscribe(channel(command.getJsonObject("subscribe"))));
        }
        if (command.containsKey("unsubscribe")) {
            session.subscriptions.remove(channel(command.getJsonObject("unsubscribe")));
            return reply.put("unsubscribe", new JsonObject());
        }
        if (command.containsKey("refresh")) {
            return reply.put("refresh", refresh(command.getJsonObject("refresh")));
        }
        if (command.containsKey("ping")) {
            return reply.put("ping", new JsonObject());
        }
        throw NOT_SERVED.stream().anyMatch(command::containsKey)
                ? new CommandError(108, "not available")
                : new CommandError(107, "bad request");
    }

    private JsonObject connect(JsonObject request) {
        faults.checkConnect();
        RealtimeToken.Claims claims = hub.check(request.getString("token"));
        Duration pings = session.page() ? hub.pageClock().pings() : hub.pingInterval();
        JsonObject subs = new JsonObject();
        JsonObject known = request.getJsonObject("subs", new JsonObject());
        if (!faults.unsubscribed.take()) {
            for (String channel : claims.channels()) {
                subs.put(
                        channel,
                        hub.channels()
                                .position(
                                        channel,
                                        known.getJsonObject(channel, new JsonObject()),
                                        faults,
                                        session.origin()));
                session.subscribed(channel);
            }
        }
        session.accepted(faults.pings(pings), claims.expiresAt());
        JsonObject result = lifetime(claims).put("ping", pings.toSeconds()).put("pong", true);
        if (session.page()) {
            Duration real = hub.pageClock().pingsInRealTime();
            result.put("data", new JsonObject().put("pingMillis", real == null ? null : real.toMillis()));
        }
        return subs.isEmpty() ? result : result.put("subs", subs);
    }

    private JsonObject subscribe(String channel) {
        if (session.subscriptions.contains(channel)) {
            throw new CommandError(105, "already subscribed");
        }
        if (session.subscriptions.size() >= CHANNELS) {
            throw new CommandError(106, "limit exceeded");
        }
        switch (hub.channels().access(channel)) {
            case UNKNOWN -> throw new CommandError(102, "unknown channel");
            case DENIED -> throw new CommandError(103, "permission denied");
            case OWN_JOB -> session.subscribed(channel);
        }
        return new JsonObject();
    }

    private JsonObject refresh(JsonObject request) {
        RealtimeToken.Claims claims = renewed(request.getString("token"));
        session.expiresAt(claims.expiresAt());
        return lifetime(claims);
    }

    /** As in Centrifugo, an expired token is an error on connect, and closes a connection on refresh. */
    private RealtimeToken.Claims renewed(String token) {
        try {
            return hub.check(token);
        } catch (CommandError e) {
            throw new Disconnect(3005, "expired");
        }
    }

    private JsonObject lifetime(RealtimeToken.Claims claims) {
        Instant now = hub.now();
        return new JsonObject()
                .put("client", session.client())
                .put("version", VERSION)
                .put("expires", true)
                .put("ttl", Math.max(1, claims.expiresAt() - now.getEpochSecond()));
    }

    private static String channel(JsonObject request) {
        String channel = request.getString("channel", "");
        if (channel.isEmpty() || channel.length() > CHANNEL_LENGTH) {
            throw new CommandError(107, "bad request");
        }
        return channel;
    }
}
