package io.exportcomments.logging.slf4j.internal;

import io.exportcomments.adapter.Failures;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Logs calls or attempts. It looks only, and gives back the chain's own future. */
public final class LoggingInterceptor implements TransportInterceptor {
    private final Logger log;
    private final String what;
    private final Level ended;
    private final Level failed;

    private LoggingInterceptor(Logger log, String what, Level ended, Level failed) {
        this.log = log;
        this.what = what;
        this.ended = ended;
        this.failed = failed;
    }

    /** Logs whole calls. */
    public static LoggingInterceptor calls(Logger log) {
        return new LoggingInterceptor(log, "call", Level.DEBUG, Level.INFO);
    }

    /** Logs single attempts. */
    public static LoggingInterceptor attempts(Logger log) {
        return new LoggingInterceptor(log, "attempt", Level.TRACE, Level.DEBUG);
    }

    @Override
    public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
        if (!log.isEnabledForLevel(failed)) {
            return chain.proceed();
        }
        if (log.isTraceEnabled()) {
            log.trace("{}: {} begins", described(call), what);
        }
        long begin = System.nanoTime();
        CompletableFuture<T> future = chain.proceed();
        future.whenComplete((value, failure) -> ended(call, begin, failure));
        return future;
    }

    private void ended(TransportCall call, long begin, @Nullable Throwable failure) {
        Throwable error = failure == null ? null : Failures.unwrap(failure);
        boolean cancelled = error instanceof CancellationException;
        boolean late = cancelled && isLate(call);
        boolean harmless = error == null || (cancelled && !late);
        Level level = harmless ? ended : failed;
        if (!log.isEnabledForLevel(level)) {
            return;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        String why = late ? "its time was over" : error == null ? "" : SafeText.said(error);
        String how = error == null ? "answered" : harmless ? "cancelled" : "failed, " + why;
        log.atLevel(level).log("{}: {} took {} ms, {}", described(call), what, millis, how);
    }

    /** Core ends a call whose time is over by cancelling what is under way for it. */
    private static boolean isLate(TransportCall call) {
        return call.deadline().isPresent()
                && System.nanoTime() - call.deadline().getAsLong() >= 0;
    }

    private static String described(TransportCall call) {
        return call.operation().label()
                + call.guid().map(guid -> " of job " + guid).orElse("")
                + (call.background() ? " (for watches)" : "");
    }
}
