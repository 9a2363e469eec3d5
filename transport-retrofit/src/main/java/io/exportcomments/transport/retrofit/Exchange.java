package io.exportcomments.transport.retrofit;

import io.exportcomments.codec.moshi.http.ConnectionTrouble;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.Sent;
import io.exportcomments.port.Timeouts;
import java.util.concurrent.TimeUnit;
import okio.AsyncTimeout;
import org.jspecify.annotations.Nullable;

/**
 * One exchange with the service: how far it is, and its time-outs. It travels with the request as a tag, so that each layer of
 * OkHttp can tell it what happens. Thread-safe.
 */
final class Exchange {
    private final ErrorContext context;
    private final Timeouts timeouts;
    private final Timer connecting;
    private final Timer answering;

    private volatile boolean sent;
    private volatile boolean answered;
    private volatile @Nullable ConnectionException timedOut;
    private volatile Runnable onTimeout = () -> {};

    Exchange(ErrorContext context, Timeouts timeouts) {
        this.context = context;
        this.timeouts = timeouts;
        connecting = new Timer(timeouts.connect().toNanos());
        answering = new Timer(timeouts.attempt().toNanos());
    }

    ErrorContext context() {
        return context;
    }

    Timeouts timeouts() {
        return timeouts;
    }

    /** What is to be done when time is up; {@link #timedOut()} then says why. */
    void onTimeout(Runnable action) {
        onTimeout = action;
    }

    /** The exchange begins: from now on an attempt's time runs. */
    void begin() {
        answering.start();
    }

    /** A request is about to get a connection. */
    void connecting() {
        sent = false;
        connecting.start();
    }

    /** There is a connection, or there will be none. */
    void connected() {
        connecting.stop();
    }

    /** From now on a part of the request may be on its way. */
    void sending() {
        sent = true;
    }

    /** The headers of the answer have come. */
    void answered() {
        answered = true;
    }

    /** The exchange's time does not run any more. */
    void untimed() {
        connecting.stop();
        answering.stop();
    }

    Sent sent() {
        return sent ? Sent.MAYBE : Sent.NO;
    }

    boolean isAnswered() {
        return answered;
    }

    /** The time-out that ended the exchange; null if none did. */
    @Nullable ConnectionException timedOut() {
        return timedOut;
    }

    private void timeOut(Timer timer) {
        timedOut = timer == connecting
                ? ConnectionTrouble.notConnectedWithin(timeouts.connect(), context, null)
                : ConnectionTrouble.notAnsweredWithin(timeouts.attempt(), context, sent(), null);
        onTimeout.run();
    }

    /** Okio's own way of timing, which OkHttp uses too: one thread for all, and nothing for a timer that is not needed. */
    private final class Timer extends AsyncTimeout {
        private boolean running;

        Timer(long nanos) {
            timeout(nanos, TimeUnit.NANOSECONDS);
        }

        synchronized void start() {
            if (!running) {
                running = true;
                enter();
            }
        }

        synchronized void stop() {
            if (running) {
                running = false;
                exit();
            }
        }

        @Override
        protected void timedOut() {
            timeOut(this);
        }
    }
}
