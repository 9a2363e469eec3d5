package io.exportcomments.mock.internal.realtime;

import io.exportcomments.mock.internal.jobs.JobEngine;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * The channels: which there are, who may subscribe to them, and what was published in them. Guarded by the hub's
 * lock.
 */
final class ChannelDirectory {

    /** What a client may do with a channel by itself. */
    enum Access {
        UNKNOWN,
        DENIED,
        OWN_JOB
    }

    private static final String JOB_PREFIX = "export.";
    private static final String JOB_SUFFIX = ".job";
    private static final List<String> PERSONAL =
            List.of("exports:", "webhooks:", "user:", "user_notifications_channel:", "user_dashboard_channel:");

    private final JobEngine jobs;
    private final Map<String, ChannelHistory> histories = new HashMap<>();
    private boolean recoverable = true;
    private int capacity = 1000;
    private int generation = 1;

    ChannelDirectory(JobEngine jobs) {
        this.jobs = jobs;
    }

    /** The channel of all job events of the account. */
    String account() {
        return "exports:" + jobs.account().id();
    }

    /** The channels in which a job's events are published. */
    List<String> ofJob(UUID guid) {
        return List.of(account(), JOB_PREFIX + guid + JOB_SUFFIX);
    }

    Access access(String channel) {
        if (channel.startsWith(JOB_PREFIX) && channel.endsWith(JOB_SUFFIX)) {
            return ownJob(channel) ? Access.OWN_JOB : Access.DENIED;
        }
        return personal(channel) ? Access.DENIED : Access.UNKNOWN;
    }

    private boolean ownJob(String channel) {
        int end = channel.length() - JOB_SUFFIX.length();
        try {
            return end > JOB_PREFIX.length()
                    && jobs.find(UUID.fromString(channel.substring(JOB_PREFIX.length(), end)))
                            .isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean personal(String channel) {
        return PERSONAL.stream().anyMatch(channel::startsWith);
    }

    /** The publication, with an offset when the channel is recoverable. */
    Publication publish(String channel, Function<String, Object> data) {
        return personal(channel) && channel.endsWith(":" + jobs.account().id())
                ? history(channel).append(data, capacity)
                : new Publication(data, 0);
    }

    /** Where a channel stands, as an entry of a connect reply, for a client that saw what its request says. */
    JsonObject position(String channel, JsonObject request, RealtimeFaultCounts faults, String origin) {
        boolean recovering = Boolean.TRUE.equals(request.getValue("recover"));
        if (!recoverable) {
            return recovering ? new JsonObject().put("was_recovering", true) : new JsonObject();
        }
        return recovering
                ? history(channel).recover(request, faults.unrecovered.take(), origin)
                : history(channel).position();
    }

    /** Where a channel stands, as a push of a new subscription says it; empty for one without a history. */
    JsonObject pushedPosition(String channel) {
        return recoverable && personal(channel) ? history(channel).position() : new JsonObject();
    }

    void recoverable(boolean value) {
        recoverable = value;
    }

    void capacity(int publications) {
        capacity = publications;
    }

    void lose() {
        histories.clear();
        generation++;
    }

    private ChannelHistory history(String channel) {
        return histories.computeIfAbsent(channel, c -> new ChannelHistory("e" + generation));
    }
}
