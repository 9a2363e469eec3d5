package io.exportcomments.update.websocket;

import io.exportcomments.port.Timekeeper;
import io.exportcomments.update.websocket.ServerMessage.Reply;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jobs' own channels, in place of the account's where the token does not subscribe to that. A few subscriptions are asked for at
 * a time; one that there is no place for now is tried again. Used in turns only.
 */
final class JobChannels {
    private static final int AT_ONCE = 64;
    private static final int ALREADY_SUBSCRIBED = 105;
    private static final int LIMIT = 106;

    private final Set<Follower> waiting = new LinkedHashSet<>();
    private final Set<Follower> asked = new LinkedHashSet<>();
    private final Alarm pause;
    private final Backoff backoff;
    private final Refusals refusals;
    private @Nullable Conversation conversation;

    /** Hears of jobs whose channel will never be to be had. */
    interface Refusals {
        void refused(Follower follower, RealtimeException error);
    }

    JobChannels(Timekeeper timekeeper, Turns turns, Refusals refusals) {
        this.pause = new Alarm(timekeeper, turns);
        this.backoff = new Backoff(timekeeper);
        this.refusals = refusals;
    }

    /** Takes this conversation from now on. */
    void begin(Conversation connected) {
        conversation = connected;
    }

    /** There is no conversation any more, and no subscription. */
    void end() {
        conversation = null;
        waiting.clear();
        asked.clear();
        pause.clear();
        backoff.reset();
    }

    void subscribe(Follower follower) {
        follower.unsubscribed();
        waiting.add(follower);
        pump();
    }

    void unsubscribe(Follower follower) {
        waiting.remove(follower);
        boolean known = asked.remove(follower) || follower.isSubscribed();
        Conversation mine = conversation;
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
        Conversation mine = conversation;
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
            backoff.reset();
            follower.subscribed(reply.result().position().offset());
            follower.live();
        } else if (reply.error() == LIMIT || Conversation.isTemporary(reply)) {
            waiting.add(follower);
            if (!pause.isSet()) {
                pause.set(backoff.next(), this::pump);
            }
        } else {
            refusals.refused(follower, RealtimeException.refused("subscribe to a job's channel", reply.error()));
        }
        pump();
    }
}
