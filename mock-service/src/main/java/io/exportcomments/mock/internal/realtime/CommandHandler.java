package io.exportcomments.mock.internal.realtime;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Answers a session's commands. Guarded by the hub's lock. */
final class CommandHandler {

    private static final String VERSION = "6.9.1";
    private static final int CHANNEL_LENGTH = 255;
    private static final int CHANNELS = 128;
    private static final Set<String> DENIED = Set.of("publish", "history", "sub_refresh");
    private static final Set<String> NOT_AVAILABLE = Set.of("presence", "presence_stats", "rpc");

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
        if (session.isConnected() && command.containsKey("send")) {
            throw new Disconnect(3508, "not available");
        }
        long id = command.getValue("id") instanceof Number number ? number.longValue() : 0;
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
            return reply.put("connect", connect(object(command, "connect")));
        }
        if (command.containsKey("subscribe")) {
            return reply.put("subscribe", subscribe(channel(object(command, "subscribe"))));
        }
        if (command.containsKey("unsubscribe")) {
            session.subscriptions.remove(channel(object(command, "unsubscribe")));
            return reply.put("unsubscribe", new JsonObject());
        }
        if (command.containsKey("refresh")) {
            return reply.put("refresh", refresh(object(command, "refresh")));
        }
        if (DENIED.stream().anyMatch(command::containsKey)) {
            throw new CommandError(103, "permission denied");
        }
        if (NOT_AVAILABLE.stream().anyMatch(command::containsKey)) {
            throw new CommandError(108, "not available");
        }
        throw Disconnect.badRequest();
    }

    private JsonObject connect(JsonObject request) {
        faults.checkConnect();
        RealtimeToken.Claims claims = hub.check(text(request, "token"));
        JsonObject subs = new JsonObject();
        if (!faults.unsubscribed.take()) {
            for (String channel : claims.channels()) {
                subs.put(channel, hub.channels().position(channel, known(request, channel), faults, session.origin()));
                session.subscribed(channel);
            }
        }
        Duration pings = session.page() ? hub.pageClock().pings() : hub.pingInterval();
        session.accepted(faults.pings(pings), claims);
        faults.endAfterConnect().ifPresent(session::endAfterReply);
        JsonObject result = new JsonObject().put("client", session.client()).put("version", VERSION);
        result.mergeIn(lifetime(claims)).put("ping", pings.toSeconds()).put("pong", true);
        if (session.page()) {
            Duration real = hub.pageClock().pingsInRealTime();
            result.put("data", new JsonObject().put("pingMillis", real == null ? null : real.toMillis()));
        }
        return subs.isEmpty() ? result : result.put("subs", subs);
    }

    /** What the client saw of a channel; {@code null} is as good as nothing. */
    private static JsonObject known(JsonObject request, String channel) {
        boolean some =
                request.getValue("subs") instanceof JsonObject subs && subs.getValue(channel) instanceof JsonObject;
        return some ? request.getJsonObject("subs").getJsonObject(channel) : new JsonObject();
    }

    private JsonObject subscribe(String channel) {
        if (channel.length() > CHANNEL_LENGTH) {
            throw new CommandError(107, "bad request");
        }
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
        RealtimeToken.Claims claims = renewed(text(request, "token"));
        if (!session.hasChannels(claims.channels())) {
            throw new Disconnect(3010, "insufficient state");
        }
        session.expiresAt(claims.expiresAt());
        return lifetime(claims);
    }

    /** As in Centrifugo, an expired token is an error on connect, and closes a connection on refresh. */
    private RealtimeToken.Claims renewed(String token) {
        try {
            return hub.check(token);
        } catch (CommandError e) {
            throw e.code() == CommandError.TOKEN_EXPIRED ? Disconnect.expired() : e;
        }
    }

    private JsonObject lifetime(RealtimeToken.Claims claims) {
        Long expires = claims.expiresAt();
        return expires == null
                ? new JsonObject()
                : new JsonObject()
                        .put("expires", true)
                        .put("ttl", Math.max(1, expires - hub.now().getEpochSecond()));
    }

    private static JsonObject object(JsonObject command, String name) {
        if (command.getValue(name) instanceof JsonObject request) {
            return request;
        }
        throw Disconnect.badRequest();
    }

    private static String channel(JsonObject request) {
        return text(request, "channel");
    }

    private static String text(JsonObject request, String name) {
        if (request.getValue(name) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw Disconnect.badRequest();
    }
}
