package io.exportcomments.mock.internal.realtime;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The account's recoverable channels. Guarded by the hub's lock. */
final class ChannelHistories {

    private static final List<String> PERSONAL =
            List.of("exports:", "webhooks:", "user:", "user_notifications_channel:", "user_dashboard_channel:");

    private final String account;
    private final Map<String, ChannelHistory> byChannel = new HashMap<>();
    private int capacity = 1000;
    private int generation = 1;

    ChannelHistories(UUID account) {
        this.account = account.toString();
    }

    /** Whether a channel is one that belongs to an account, whichever. */
    static boolean personal(String channel) {
        return PERSONAL.stream().anyMatch(channel::startsWith);
    }

    ChannelHistory of(String channel) {
        return byChannel.computeIfAbsent(channel, c -> new ChannelHistory("e" + generation));
    }

    /** The publication, with an offset when the channel is recoverable. */
    JsonObject publish(String channel, Object data) {
        return personal(channel) && channel.endsWith(":" + account)
                ? of(channel).append(data, capacity)
                : new JsonObject().put("data", data);
    }

    void capacity(int publications) {
        capacity = publications;
    }

    void lose() {
        byChannel.clear();
        generation++;
    }
}
