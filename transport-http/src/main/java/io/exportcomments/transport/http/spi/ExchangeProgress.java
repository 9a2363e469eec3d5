package io.exportcomments.transport.http.spi;

import io.exportcomments.adapter.TimeoutQueue;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * How far an exchange is, how long that may take, and hence what it means when it fails. It is looked at now and then,
 * as setting a timer for each step would cost more. Thread-safe.
 */
public final class ExchangeProgress {
    private static final long NOT = Long.MIN_VALUE;
    private static final int DEEPEST_CAUSE = 10;

    private final ErrorContext context;
    private final Timeouts timeouts;
    private final Timekeeper time;
    private final TimeoutQueue<ExchangeProgress> looks;
    private final Runnable onTimeout;

    private volatile long connectingSince = NOT;
    private volatile long waitingSince = NOT;
    private volatile boolean sent;
    private volatile boolean answered;
    private volatile @Nullable ConnectionException timedOut;

    /** Guarded by this. */
    private Timekeeper.@Nullable Timer timer;

    private TimeoutQueue.@Nullable Entry<ExchangeProgress> firstLook;
    private boolean begun;
    private boolean over;

    /**
     * An exchange that has not begun.
     *
     * @param onTimeout run on the timer's thread when the time is up; {@link #failure} then says so whatever else broke
     */
    ExchangeProgress(
            ErrorContext context,
            Timeouts timeouts,
            Timekeeper time,
            TimeoutQueue<ExchangeProgress> looks,
            Runnable onTimeout) {
        this.context = context;
        this.timeouts = timeouts;
        this.time = time;
        this.looks = looks;
        this.onTimeout = onTimeout;
    }

    /**
     * Looks once at each exchange that takes long, when the shorter of the time-outs is over; early at one that nobody
     * would look at any more.
     */
    static TimeoutQueue<ExchangeProgress> firstLooks(Timekeeper time, Timeouts timeouts) {
        boolean connectIsShorter = timeouts.connect().compareTo(timeouts.attempt()) < 0;
        return new TimeoutQueue<>(
                time,
                connectIsShorter ? timeouts.connect() : timeouts.attempt(),
                (exchange, reason) -> exchange.look());
    }

    /** What is asked. */
    public ErrorContext context() {
        return context;
    }

    /** From now on the time of an attempt runs, or that between two pieces of a file. */
    public void waiting() {
        long now = time.nanoTime();
        waitingSince = now;
        boolean begin;
        synchronized (this) {
            begin = !begun && !over;
            begun = true;
        }
        if (begin) {
            listed(looks.add(this, now));
        }
    }

    private void listed(TimeoutQueue.@Nullable Entry<ExchangeProgress> place) {
        boolean late;
        synchronized (this) {
            firstLook = place;
            late = over;
        }
        if (late) {
            looks.remove(place);
        }
    }

    /** Nothing is waited for. */
    public void resting() {
        waitingSince = NOT;
    }

    /** A request is about to get a connection; nothing of it was sent. */
    public void connecting() {
        sent = false;
        answered = false;
        connectingSince = time.nanoTime();
    }

    /** There is a connection, or there will be none. */
    public void connected() {
        connectingSince = NOT;
    }

    /**
     * From now on a part of the request may be on its way.
     *
     * @return false if the time was up before, and was said to be: then nothing may be sent any more
     */
    public synchronized boolean sending() {
        if (timedOut != null) {
            return false;
        }
        connectingSince = NOT;
        sent = true;
        return true;
    }

    /** The head of the answer is there. */
    public void answered() {
        answered = true;
    }

    /** The exchange is over: its time does not run any more. */
    public void stop() {
        Timekeeper.Timer running;
        TimeoutQueue.Entry<ExchangeProgress> place;
        synchronized (this) {
            over = true;
            running = timer;
            place = firstLook;
        }
        looks.remove(place);
        if (running != null) {
            running.cancel();
        }
    }

    /** Whether the service can have taken the request. */
    public Sent sent() {
        return sent ? Sent.MAYBE : Sent.NO;
    }

    /** The time-out that ended the exchange; null if none did. */
    public @Nullable ConnectionException timedOut() {
        return timedOut;
    }

    void look() {
        if (!goesOn()) {
            onTimeout.run();
        }
    }

    /** An exchange whose time nobody could measure any more would stay open for good, so it ends. */
    private boolean goesOn() {
        try {
            long left = leftOrTimedOut();
            if (left > 0) {
                lookIn(left);
            }
            return left > 0;
        } catch (RuntimeException | Error e) {
            System.getLogger("io.exportcomments")
                    .log(System.Logger.Level.ERROR, "The time of an exchange can't be measured any more: it ends", e);
            return false;
        }
    }

    /** How long until the time is up. If it is, whether something was sent is settled by that. */
    private synchronized long leftOrTimedOut() {
        long now = time.nanoTime();
        long connectLeft = left(connectingSince, timeouts.connect(), now);
        long attemptLeft = left(waitingSince, timeouts.attempt(), now);
        if (connectLeft <= 0) {
            timedOut = ConnectionTrouble.notConnectedWithin(timeouts.connect(), context, null);
        } else if (attemptLeft <= 0) {
            timedOut = ConnectionTrouble.notAnsweredWithin(timeouts.attempt(), context, sent(), null);
        }
        return Math.min(connectLeft, attemptLeft);
    }

    /** What has not begun may begin in the next moment. */
    private static long left(long since, Duration limit, long now) {
        return since == NOT ? limit.toNanos() : limit.toNanos() - (now - since);
    }

    private void lookIn(long nanos) {
        Timekeeper.Timer next = time.schedule(Duration.ofNanos(nanos), this::look);
        boolean late;
        synchronized (this) {
            timer = next;
            late = over;
        }
        if (late) {
            next.cancel();
        }
    }

    /** The error of core for what broke, as far as the exchange had come. */
    public ExportCommentsException failure(Throwable failure) {
        ConnectionException late = timedOut;
        if (late != null) {
            return late;
        }
        if (failure instanceof ExportCommentsException known) {
            return known;
        }
        if (answered && (failure instanceof ZipException || !(failure instanceof IOException))) {
            return new UnreadableAnswerException(context, "", failure);
        }
        return trouble(failure).error(context, sent(), quotable(failure));
    }

    /**
     * Whether the connection broke before anything came of the answer, in time, or gave what belongs to no answer, such
     * as more of the one before than was announced.
     */
    public boolean isLost(Throwable failure) {
        return sent && !answered && timedOut == null && failure instanceof IOException;
    }

    /** The error for a connection that was open, and broke. */
    public ConnectionException broken(@Nullable Throwable failure) {
        return ConnectionTrouble.BROKEN.error(context, Sent.MAYBE, quotable(failure));
    }

    /** What says that something is not HTTP quotes whatever the other side sent, be it the token. */
    private static @Nullable Throwable quotable(@Nullable Throwable failure) {
        return failure instanceof ProtocolException ? null : failure;
    }

    private ConnectionTrouble trouble(Throwable failure) {
        if (answered) {
            return ConnectionTrouble.CUT;
        }
        if (sent) {
            return failure instanceof ProtocolException ? ConnectionTrouble.NOT_HTTP : ConnectionTrouble.BROKEN;
        }
        if (causes(failure).anyMatch(UnknownHostException.class::isInstance)) {
            return ConnectionTrouble.HOST_NOT_FOUND;
        }
        return causes(failure).anyMatch(SSLException.class::isInstance)
                ? ConnectionTrouble.NOT_SECURED
                : ConnectionTrouble.NOT_CONNECTED;
    }

    /** A failure, its cause, the cause of that, and so on. */
    public static Stream<Throwable> causes(Throwable failure) {
        List<Throwable> all = new ArrayList<>();
        for (Throwable e = failure; e != null && all.size() < DEEPEST_CAUSE; e = e.getCause()) {
            all.add(e);
        }
        return all.stream();
    }
}
