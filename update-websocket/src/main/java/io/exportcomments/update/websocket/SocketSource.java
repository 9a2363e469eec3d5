package io.exportcomments.update.websocket;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.SourceState;
import io.exportcomments.job.JobEvent;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.SocketToken;
import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.update.websocket.Conversation.Ending;
import io.exportcomments.update.websocket.ServerMessage.Publication;
import io.exportcomments.update.websocket.ServerMessage.Result;
import io.exportcomments.update.websocket.ServerMessage.Subscribed;
import io.exportcomments.update.websocket.ServerMessage.Unsubscribed;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one connection for all followed jobs, and the only one who decides when it is opened, renewed and given up.
 *
 * <p>All state belongs to the turns. The thread that brings news takes them: the socket's, the timekeeper's, that of an answer, or
 * a caller's.
 */
final class SocketSource implements UpdateSource, Conversation.Owner {
    static final String NAME = "websocket";

    /** How long an unused connection is kept: jobs that are followed one after the other share it. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    /** How long after a doubt all is taken for live again: what else was lost or mixed up comes in the meantime. */
    private static final Duration SETTLING = Duration.ofMillis(250);

    /** How long the service's final word holds for jobs that are followed afterwards. */
    private static final Duration REFUSAL_HOLDS = Duration.ofMinutes(5);

    private static final Duration EARLIEST_REFRESH = Duration.ofSeconds(1);
    private static final Duration LONGEST_REFRESH_LEAD = Duration.ofMinutes(1);
    private static final int REFRESH_LEAD_SHARE = 5;

    private final UpdateContext context;
    private final URI url;
    private final FrameReader frames;
    private final Turns turns = new Turns();
    private final Followers followers = new Followers();
    private final JobChannels jobChannels;
    private final Tokens tokens;
    private final Backoff backoff;
    private final Backoff refreshBackoff;
    private final Alarm retry;
    private final Alarm idle;
    private final Alarm settling;
    private final Alarm refresh;
    private volatile boolean closed;
    private Stage stage = Stage.IDLE;
    private @Nullable Conversation conversation;

    /** The account's channel, and how far it was seen; kept over interruptions. */
    private @Nullable String channel;

    private @Nullable Position position;
    private boolean inAccountChannel;
    private boolean triedAfterExpired;
    private boolean triedAfterInvalid;
    private @Nullable Throwable refusal;
    private long refusedUntil;

    private enum Stage {
        IDLE(SourceState.IDLE),
        CONNECTING(SourceState.CONNECTING),
        LIVE(SourceState.LIVE),
        WAITING(SourceState.DOWN),
        REFUSED(SourceState.BROKEN);

        private final SourceState state;

        Stage(SourceState state) {
            this.state = state;
        }
    }

    SocketSource(UpdateContext context, URI url) {
        this.context = context;
        this.url = url;
        this.frames = new FrameReader(new JobCodec(context.baseUrl()));
        this.jobChannels = new JobChannels(context.timekeeper(), turns, this::refuse);
        this.tokens = new Tokens(context, turns);
        this.backoff = new Backoff(context.timekeeper());
        this.refreshBackoff = new Backoff(context.timekeeper());
        this.retry = alarm();
        this.idle = alarm();
        this.settling = alarm();
        this.refresh = alarm();
    }

    private Alarm alarm() {
        return new Alarm(context.timekeeper(), turns);
    }

    @Override
    public String name() {
        return NAME;
    }

    // Following

    @Override
    public Subscription follow(JobGuid guid, UpdateSink sink) {
        Follower follower = new Follower(guid, sink);
        turns.post(() -> begin(follower));
        return () -> {
            follower.cancel();
            turns.post(() -> leave(follower));
        };
    }

    private void begin(Follower follower) {
        Throwable refused = refusal();
        if (closed) {
            follower.broken(new ClientClosedException(ErrorContext.of(follower.guid()), null));
        } else if (refused != null) {
            follower.broken(refused);
        } else if (!follower.isCancelled()) {
            followers.add(follower);
            idle.clear();
            if (stage == Stage.IDLE || stage == Stage.REFUSED) {
                connect();
            } else if (stage == Stage.LIVE) {
                introduce(follower);
            }
        }
    }

    private void introduce(Follower follower) {
        if (inAccountChannel) {
            follower.live();
        } else {
            jobChannels.subscribe(follower);
        }
    }

    private void leave(Follower follower) {
        if (!followers.remove(follower)) {
            return;
        }
        jobChannels.unsubscribe(follower);
        if (followers.isEmpty()) {
            onNobodyLeft();
        }
    }

    private void onNobodyLeft() {
        if (stage == Stage.LIVE) {
            idle.set(LINGER, this::rest);
        } else {
            rest();
        }
    }

    private void rest() {
        rest(Stage.IDLE);
    }

    /** Frees the connection and all that waits. */
    private void rest(Stage next) {
        Conversation mine = conversation;
        conversation = null;
        if (mine != null) {
            mine.close();
        }
        disconnected();
        retry.clear();
        idle.clear();
        channel = null;
        position = null;
        backoff.reset();
        enter(next);
    }

    private void refuse(Follower follower, Throwable error) {
        if (followers.remove(follower)) {
            follower.broken(error);
            if (followers.isEmpty()) {
                onNobodyLeft();
            }
        }
    }

    private @Nullable Throwable refusal() {
        if (refusal != null && context.timekeeper().nanoTime() - refusedUntil >= 0) {
            refusal = null;
        }
        return refusal;
    }

    // Connecting

    private void connect() {
        enter(Stage.CONNECTING);
        tokens.get(this::open, this::onNoToken);
    }

    private void open(SocketToken token) {
        Command greeting = Command.connect(token, channel, position);
        Conversation mine = new Conversation(this, context.timekeeper(), turns, frames, greeting);
        conversation = mine;
        mine.open(context.sockets(), url);
    }

    private void onNoToken(Throwable error) {
        if (isFinal(error)) {
            giveUp(error);
        } else {
            retryLater(pause(error));
        }
    }

    private static boolean isFinal(Throwable error) {
        return error instanceof ExportCommentsException known && known.isPermanent();
    }

    private static Duration pause(Throwable error) {
        return error instanceof ExportCommentsException known
                ? known.retryAfter().orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    private void retryLater(Duration atLeast) {
        enter(Stage.WAITING);
        Duration wait = backoff.next();
        retry.set(wait.compareTo(atLeast) < 0 ? atLeast : wait, this::connect);
    }

    @Override
    public void connected(Conversation connected, Result result) {
        enter(Stage.LIVE);
        backoff.reset();
        triedAfterExpired = false;
        triedAfterInvalid = false;
        keepFresh(connected, result);
        jobChannels.begin(connected);
        Result account = takeChannel(result.subs());
        followers.forEach(this::introduce);
        account.publications().forEach(this::published);
    }

    /** Takes the account's channel, if it is among these, and says what there is about it. */
    private Result takeChannel(Map<String, Result> subs) {
        inAccountChannel = false;
        for (Map.Entry<String, Result> sub : subs.entrySet()) {
            if (Channels.isOfAccount(sub.getKey())) {
                inAccountChannel = true;
                channel = sub.getKey();
                position = sub.getValue().position();
                return sub.getValue();
            }
        }
        channel = null;
        position = null;
        return Result.EMPTY;
    }

    // Renewing the token

    private void keepFresh(Conversation mine, Result result) {
        if (!result.expires()) {
            return;
        }
        Duration ttl = Conversation.seconds(result.ttl());
        tokens.goodFor(ttl);
        refreshBackoff.reset();
        Duration share = ttl.dividedBy(REFRESH_LEAD_SHARE);
        Duration lead = share.compareTo(LONGEST_REFRESH_LEAD) < 0 ? share : LONGEST_REFRESH_LEAD;
        Duration wait = ttl.minus(lead);
        refresh.set(wait.compareTo(EARLIEST_REFRESH) < 0 ? EARLIEST_REFRESH : wait, () -> renew(mine));
    }

    private void renew(Conversation mine) {
        tokens.fetch(
                token -> mine.refresh(token, reply -> {
                    if (reply.error() == 0) {
                        keepFresh(mine, reply.result());
                    } else {
                        renewLater(mine, Duration.ZERO);
                    }
                }),
                error -> renewLater(mine, pause(error)));
    }

    private void renewLater(Conversation mine, Duration atLeast) {
        Duration wait = refreshBackoff.next();
        refresh.set(wait.compareTo(atLeast) < 0 ? atLeast : wait, () -> renew(mine));
    }

    // What is pushed

    @Override
    public void pushed(ServerMessage message) {
        if (message instanceof Publication publication) {
            advance(publication);
            published(publication);
        } else if (message instanceof Unsubscribed unsubscribed) {
            onUnsubscribed(unsubscribed.channel());
        } else if (message instanceof Subscribed subscribed && Channels.isOfAccount(subscribed.channel())) {
            takeChannel(Map.of(subscribed.channel(), subscribed.result()));
            followers.forEach(Follower::live);
        } else {
            ignored("unknown-push");
        }
    }

    /** Looks for a hole in the offsets. What comes late is handed on all the same: core weighs it. */
    private void advance(Publication publication) {
        long offset = publication.offset();
        Position mine = position;
        if (offset <= 0) {
            return;
        }
        if (!publication.channel().equals(channel)) {
            JobGuid guid = Channels.job(publication.channel());
            Follower follower = guid == null ? null : followers.of(guid);
            if (follower != null && follower.skippedTo(offset)) {
                doubt(new RealtimeException("The realtime server left out an event"));
            }
        } else if (mine != null && offset > mine.offset()) {
            position = mine.at(offset);
            if (offset > mine.offset() + 1) {
                doubt(new RealtimeException("The realtime server left out an event"));
            }
        }
    }

    private void published(Publication publication) {
        JobEvent event = publication.event();
        if (!Channels.isOfJobs(publication.channel())) {
            ignored("unknown-channel");
        } else if (event == null) {
            doubt(new RealtimeException("The realtime server sent an event that can't be read"));
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

    private void onUnsubscribed(String from) {
        RealtimeException cause = new RealtimeException("The realtime server took a subscription away");
        if (from.equals(channel)) {
            followers.forEach(follower -> follower.gap(cause));
            takeChannel(Map.of());
            followers.forEach(this::introduce);
            return;
        }
        JobGuid guid = Channels.job(from);
        Follower follower = guid == null ? null : followers.of(guid);
        if (follower != null && follower.isSubscribed()) {
            follower.gap(cause);
            introduce(follower);
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
            if (inAccountChannel || follower.isSubscribed()) {
                follower.live();
            }
        });
    }

    private void ignored(String reason) {
        context.events().heard(new ClientEvent.PushIgnored(NAME, reason));
    }

    private void enter(Stage next) {
        if (stage != next) {
            stage = next;
            context.events().heard(new ClientEvent.SourceChanged(NAME, next.state));
        }
    }

    // The end of a connection

    @Override
    public void over(Ending ending, Throwable cause) {
        conversation = null;
        disconnected();
        followers.forEach(follower -> follower.gap(cause));
        if (followers.isEmpty()) {
            rest();
            return;
        }
        switch (ending) {
            case INTERRUPTED -> retryLater(Duration.ZERO);
            case FINAL -> giveUp(cause);
            case TOKEN_EXPIRED -> {
                tokens.drop();
                retryWithNewToken(triedAfterExpired);
                triedAfterExpired = true;
            }
            case TOKEN_INVALID -> {
                tokens.drop();
                if (triedAfterInvalid) {
                    giveUp(cause);
                } else {
                    triedAfterInvalid = true;
                    connect();
                }
            }
        }
    }

    private void retryWithNewToken(boolean again) {
        if (again) {
            retryLater(Duration.ZERO);
        } else {
            connect();
        }
    }

    private void disconnected() {
        tokens.cancel();
        settling.clear();
        refresh.clear();
        jobChannels.end();
        followers.forEach(Follower::unsubscribed);
        inAccountChannel = false;
    }

    private void giveUp(Throwable error) {
        refusal = error;
        refusedUntil = context.timekeeper().nanoTime() + REFUSAL_HOLDS.toNanos();
        tokens.drop();
        triedAfterExpired = false;
        triedAfterInvalid = false;
        followers.removeAll().forEach(follower -> follower.broken(error));
        rest(Stage.REFUSED);
    }

    @Override
    public void close() {
        closed = true;
        turns.post(() -> {
            followers.removeAll().forEach(Follower::cancel);
            rest();
            tokens.drop();
        });
    }
}
