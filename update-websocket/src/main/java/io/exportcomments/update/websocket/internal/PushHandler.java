package io.exportcomments.update.websocket.internal;

import io.exportcomments.adapter.RearmableTimer;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobEvent;
import io.exportcomments.job.JobGuid;
import io.exportcomments.update.websocket.internal.ServerMessage.Publication;
import io.exportcomments.update.websocket.internal.ServerMessage.Subscribed;
import io.exportcomments.update.websocket.internal.ServerMessage.Unsubscribed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the followers what the server pushes, and that something may have been missed where that shows. Used in the
 * executor's tasks only.
 */
final class PushHandler {
    /** How long after a doubt all is taken for live again: what else was lost or mixed up comes in the meantime. */
    private static final Duration SETTLING = Duration.ofMillis(250);

    private final Followers followers;
    private final AccountChannel account;
    private final JobChannels jobChannels;
    private final RearmableTimer settling;
    private final ClientListener events;

    PushHandler(
            Followers followers,
            AccountChannel account,
            JobChannels jobChannels,
            RearmableTimer settling,
            ClientListener events) {
        this.followers = followers;
        this.account = account;
        this.jobChannels = jobChannels;
        this.settling = settling;
        this.events = events;
    }

    /** Has a follower hear of its job over the connection that is there. */
    void introduce(Follower follower) {
        if (account.isSubscribed() || follower.isSubscribed()) {
            follower.live();
        } else {
            jobChannels.subscribe(follower);
        }
    }

    void pushed(ServerMessage message) {
        if (message instanceof Publication publication) {
            lookForHole(publication);
            published(publication);
        } else if (message instanceof Unsubscribed unsubscribed) {
            onUnsubscribed(unsubscribed.channel());
        } else if (message instanceof Subscribed subscribed && Channels.isOfAccount(subscribed.channel())) {
            account.take(Map.of(subscribed.channel(), subscribed.result()));
            followers.forEach(Follower::live);
        } else {
            ignored("unknown-push");
        }
    }

    /** What comes late is handed on all the same: core weighs it. */
    private void lookForHole(Publication publication) {
        if (publication.offset() > 0 && skipped(publication.channel(), publication.offset())) {
            doubt(new RealtimeException("The realtime server left out an event"));
        }
    }

    private boolean skipped(String channel, long offset) {
        if (account.is(channel)) {
            return account.skippedTo(offset);
        }
        Follower follower = followerOf(channel);
        return follower != null && follower.skippedTo(offset);
    }

    private @Nullable Follower followerOf(String channel) {
        return Channels.job(channel).map(followers::of).orElse(null);
    }

    /**
     * What was missed. A job's attempts before its latest are over, and their progress would be taken for the latest
     * one's, whose state is read already.
     */
    void recovered(List<Publication> publications) {
        Deque<Publication> told = new ArrayDeque<>();
        Set<JobGuid> begun = new HashSet<>();
        for (int i = publications.size() - 1; i >= 0; i--) {
            Publication publication = publications.get(i);
            JobEvent event = publication.event();
            Optional<JobGuid> guid =
                    event == null ? Optional.empty() : event.job().map(Job::guid);
            if (guid.isEmpty() || !begun.contains(guid.get())) {
                told.addFirst(publication);
            }
            if (event != null && event.kind() == JobEvent.Kind.REQUEUED) {
                guid.ifPresent(begun::add);
            }
        }
        told.forEach(this::published);
    }

    private void published(Publication publication) {
        JobEvent event = publication.event();
        if (!Channels.isOfJobs(publication.channel())) {
            ignored("unknown-channel");
        } else if (event == null) {
            doubt(new RealtimeException("The realtime server sent an event that cannot be read"));
        } else if (event.kind() == JobEvent.Kind.OTHER) {
            ignored("unknown-event");
        } else if (event.job().isEmpty()) {
            doubt(new RealtimeException("The realtime server sent an event that names no job"));
        } else {
            Follower follower = followers.of(event.job().get().guid());
            if (follower != null) {
                follower.update(event.job().get());
            }
        }
    }

    private void onUnsubscribed(String channel) {
        RealtimeException cause = new RealtimeException("The realtime server ended a subscription");
        if (account.is(channel)) {
            followers.forEach(follower -> follower.gap(cause));
            account.forget();
            followers.forEach(this::introduce);
            return;
        }
        Follower follower = followerOf(channel);
        if (follower != null && follower.isSubscribed()) {
            follower.gap(cause);
            jobChannels.subscribeLater(follower);
        }
    }

    /** Something may have been missed: all states are read again. */
    private void doubt(RealtimeException cause) {
        followers.forEach(follower -> follower.gap(cause));
        if (!settling.isSet()) {
            settling.set(SETTLING, this::settled);
        }
    }

    private void settled() {
        followers.forEach(follower -> {
            if (account.isSubscribed() || follower.isSubscribed()) {
                follower.live();
            }
        });
    }

    private void ignored(String reason) {
        events.heard(new ClientEvent.PushIgnored(SocketSource.NAME, reason));
    }

    /** There is no connection any more. */
    void disconnected() {
        settling.clear();
        jobChannels.end();
        followers.forEach(Follower::unsubscribed);
        account.disconnected();
    }
}
