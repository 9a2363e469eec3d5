package io.exportcomments.update.websocket.internal;

import io.exportcomments.adapter.Backoff;
import io.exportcomments.adapter.RearmableTimer;
import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.update.websocket.internal.ServerMessage.Reply;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jobs' own channels, in place of the account's where the token does not subscribe to that. Only so many
 * subscriptions are asked for at a time; one that there is no room for is tried again later. Used in the executor's
 * tasks only.
 */
final class JobChannels {
    private static final int AT_ONCE = 64;
    private static final Duration TROUBLE_IS_OVER = Duration.ofSeconds(45);
    private static final int ALREADY_SUBSCRIBED = 105;
    private static final int LIMIT = 106;

    private final Set<Follower> waiting = new LinkedHashSet<>();
    private final Set<Follower> asked = new LinkedHashSet<>();
    private final RearmableTimer pause;
    private final Backoff backoff;
    private final Timekeeper timekeeper;
    private int failures;
    private long troubledAt;
    private final Refusals refusals;
    private @Nullable RealtimeSession session;

    /** Hears of jobs whose channel the server refuses for good. */
    interface Refusals {
        void refused(Follower follower, RealtimeException error);
    }

    JobChannels(Timekeeper timekeeper, SerialExecutor executor, Backoff backoff, Refusals refusals) {
        this.timekeeper = timekeeper;
        this.pause = new RearmableTimer(timekeeper, executor);
        this.backoff = backoff;
        this.refusals = refusals;
    }

    /** Uses this session from now on. */
    void begin(RealtimeSession connected) {
        session = connected;
    }

    /** There is no session any more, and no subscription. */
    void end() {
        session = null;
        waiting.clear();
        asked.clear();
        pause.clear();
        failures = 0;
    }

    void subscribe(Follower follower) {
        follower.unsubscribed();
        waiting.add(follower);
        pump();
    }

    /** Subscribes again what the server has just ended, which it may do again and again. */
    void subscribeLater(Follower follower) {
        follower.unsubscribed();
        waiting.add(follower);
        waitABit();
    }

    private void waitABit() {
        if (!pause.isSet()) {
            troubledAt = timekeeper.nanoTime();
            pause.set(backoff.after(++failures, timekeeper), this::pump);
        }
    }

    void unsubscribe(Follower follower) {
        waiting.remove(follower);
        boolean known = asked.remove(follower) || follower.isSubscribed();
        RealtimeSession mine = session;
        if (known && mine != null) {
            follower.unsubscribed();
            mine.send(Command.unsubscribe(Channels.of(follower.guid())), reply -> {
                // There is a place now.
                pause.clear();
                pump();
            });
        }
    }

    private void pump() {
        RealtimeSession mine = session;
        Iterator<Follower> next = waiting.iterator();
        while (mine != null && !pause.isSet() && asked.size() < AT_ONCE && next.hasNext()) {
            Follower follower = next.next();
            next.remove();
            asked.add(follower);
            mine.send(Command.subscribe(Channels.of(follower.guid())), reply -> onReply(follower, reply));
        }
    }

    private void onReply(Follower follower, Reply reply) {
        if (!asked.remove(follower)) {
            return;
        }
        if (reply.error() == 0 || reply.error() == ALREADY_SUBSCRIBED) {
            if (timekeeper.nanoTime() - troubledAt > TROUBLE_IS_OVER.toNanos()) {
                failures = 0;
            }
            follower.subscribed(reply.result().position());
            follower.live();
        } else if (reply.error() == LIMIT || reply.isTemporary()) {
            waiting.add(follower);
            waitABit();
        } else {
            refusals.refused(follower, RealtimeException.refused("subscribe to a job's channel", reply.error()));
        }
        pump();
    }
}
