package io.exportcomments.update.websocket.internal;

import io.exportcomments.adapter.Backoff;
import io.exportcomments.adapter.RearmableTimer;
import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.SocketToken;
import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.update.websocket.internal.ServerMessage.Result;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one connection for all followed jobs: decides when it is opened, tried again and given up.
 *
 * <p>All state belongs to the tasks of its executor. They run on the thread that brings news: the socket's, the
 * timekeeper's, that of an answer, or a caller's.
 */
public final class SocketSource implements UpdateSource, RealtimeSession.Owner {
    static final String NAME = "websocket";

    /** How long an unused connection is kept: jobs that are followed one after the other share it. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    /** How long the service's final word holds for jobs that are followed afterwards. */
    private static final Duration REFUSAL_HOLDS = Duration.ofMinutes(5);

    /** How long at least a server's limit is left alone. */
    private static final Duration LIMIT_LASTS = Duration.ofSeconds(15);

    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofSeconds(20));

    private final UpdateContext context;
    private final URI url;
    private final FrameReader frames;
    private final SerialExecutor executor = new SerialExecutor();
    private final Followers followers = new Followers();
    private final AccountChannel account = new AccountChannel();
    private final JobChannels jobChannels;
    private final PushHandler pushes;
    private final RealtimeTokens tokens;
    private final TokenRenewal renewal;
    private final RearmableTimer retry;
    private final RearmableTimer idle;
    private volatile boolean closed;
    private ConnectionStage stage = ConnectionStage.IDLE;
    private @Nullable RealtimeSession session;
    private final ReconnectSchedule schedule;
    private @Nullable Throwable refusal;
    private long refusedUntil;

    /** A source that connects to this address once a job is followed. */
    public SocketSource(UpdateContext context, URI url) {
        this.context = context;
        this.url = url;
        frames = new FrameReader(new JobCodec(context.baseUrl()));
        jobChannels = new JobChannels(context.timekeeper(), executor, BACKOFF, this::refuse);
        pushes = new PushHandler(followers, account, jobChannels, timer(), context.events());
        tokens = new RealtimeTokens(context, executor);
        renewal = new TokenRenewal(tokens, context.timekeeper(), executor, BACKOFF);
        schedule = new ReconnectSchedule(context.timekeeper(), BACKOFF);
        retry = timer();
        idle = timer();
    }

    private RearmableTimer timer() {
        return new RearmableTimer(context.timekeeper(), executor);
    }

    @Override
    public String name() {
        return NAME;
    }

    // Following

    @Override
    public Subscription follow(JobGuid guid, UpdateSink sink) {
        Follower follower = new Follower(guid, sink);
        executor.execute(() -> begin(follower));
        return () -> {
            follower.cancel();
            executor.execute(() -> leave(follower));
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
            if (stage == ConnectionStage.IDLE || stage == ConnectionStage.REFUSED) {
                connectWhenAllowed();
            } else if (stage == ConnectionStage.LIVE) {
                pushes.introduce(follower);
            }
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
        if (stage == ConnectionStage.LIVE) {
            idle.set(LINGER, () -> rest(ConnectionStage.IDLE));
        } else {
            rest(ConnectionStage.IDLE);
        }
    }

    /** Frees the connection and all that waits. */
    private void rest(ConnectionStage next) {
        RealtimeSession mine = session;
        session = null;
        if (mine != null) {
            mine.close();
        }
        disconnected();
        retry.clear();
        idle.clear();
        account.forget();
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

    private void connectWhenAllowed() {
        Duration left = schedule.left();
        if (left.isZero()) {
            connect();
        } else {
            enter(ConnectionStage.WAITING);
            retry.set(left, this::connect);
        }
    }

    private void connect() {
        enter(ConnectionStage.CONNECTING);
        tokens.get(this::open, this::onNoToken);
    }

    private void open(SocketToken token) {
        RealtimeSession mine =
                new RealtimeSession(this, context.timekeeper(), executor, frames, account.connect(token));
        session = mine;
        mine.open(context.sockets(), url);
    }

    private void onNoToken(Throwable error) {
        if (isFinal(error)) {
            giveUp(error);
        } else {
            retryLater(RequestedPause.of(error));
        }
    }

    private static boolean isFinal(Throwable error) {
        return error instanceof ExportCommentsException known && known.isPermanent();
    }

    private void retryLater(Duration atLeast) {
        enter(ConnectionStage.WAITING);
        Duration untilToken = tokens.untilReady();
        retry.set(schedule.failed(untilToken.compareTo(atLeast) < 0 ? atLeast : untilToken), this::connect);
    }

    @Override
    public void connected(RealtimeSession connected, Result result) {
        enter(ConnectionStage.LIVE);
        schedule.live();
        renewal.keepFresh(connected, result);
        jobChannels.begin(connected);
        Result channel = account.take(result.subs());
        followers.forEach(pushes::introduce);
        pushes.recovered(channel.publications());
    }

    @Override
    public void pushed(ServerMessage message) {
        pushes.pushed(message);
    }

    private void enter(ConnectionStage next) {
        if (stage != next) {
            stage = next;
            context.events().heard(new ClientEvent.SourceChanged(NAME, next.state()));
        }
    }

    // The end of a connection

    @Override
    public void over(SessionEnd end, Throwable cause) {
        session = null;
        disconnected();
        followers.forEach(follower -> follower.gap(cause));
        if (followers.isEmpty()) {
            rest(ConnectionStage.IDLE);
            return;
        }
        switch (end) {
            case INTERRUPTED -> retryLater(RequestedPause.of(cause));
            case AT_LIMIT -> retryLater(LIMIT_LASTS);
            case FINAL -> giveUp(cause);
            case TOKEN_EXPIRED -> {
                tokens.drop();
                if (schedule.mayReplaceExpired()) {
                    connect();
                } else {
                    retryLater(Duration.ZERO);
                }
            }
            case TOKEN_INVALID -> {
                tokens.drop();
                if (schedule.mayReplaceInvalid()) {
                    connect();
                } else {
                    giveUp(cause);
                }
            }
        }
    }

    private void disconnected() {
        tokens.cancel();
        schedule.disconnected();
        renewal.stop();
        pushes.disconnected();
    }

    private void giveUp(Throwable error) {
        refusal = error;
        refusedUntil = context.timekeeper().nanoTime() + REFUSAL_HOLDS.toNanos();
        tokens.drop();
        schedule.forgetTokens();
        followers.removeAll().forEach(follower -> follower.broken(error));
        rest(ConnectionStage.REFUSED);
    }

    @Override
    public void close() {
        closed = true;
        executor.execute(() -> {
            followers.removeAll().forEach(Follower::cancel);
            rest(ConnectionStage.IDLE);
            tokens.drop();
        });
    }
}
