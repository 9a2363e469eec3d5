package io.exportcomments.cli.internal.service;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.ServiceException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.event.BreakerState;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.event.SourceState;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices when the service does not answer, and when it answers again: it sees each attempt of each call, and what the
 * client tells of its update sources. Short trouble is not worth a word. Thread-safe.
 */
public final class OutageMonitor implements TransportInterceptor, ClientListener {
    /** How long failures last before they are an outage. */
    static final Duration FAILING = Duration.ofSeconds(5);

    /** How long a call or a lost connection takes before it is an outage. */
    static final Duration SILENT = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final Set<Attempt> pending = new HashSet<>();
    private @Nullable Trouble trouble;
    private boolean said;

    OutageMonitor(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What is wrong, since when, and when it becomes an outage. */
    private record Trouble(
            String what,
            long since,
            Duration patience,
            @Nullable Throwable error) {}

    /** An attempt under way; no two are equal. */
    private static final class Attempt {
        private final long begin;

        private Attempt(long begin) {
            this.begin = begin;
        }
    }

    @Override
    public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
        Attempt attempt = new Attempt(nanoTime.getAsLong());
        CompletableFuture<T> answer = chain.proceed();
        synchronized (this) {
            pending.add(attempt);
        }
        answer.whenComplete((whatever, failure) -> over(attempt, failure));
        return answer;
    }

    private synchronized void over(Attempt attempt, @Nullable Throwable failure) {
        pending.remove(attempt);
        Throwable error = failure == null ? null : Failures.unwrap(failure);
        if (error instanceof CancellationException
                || error instanceof CallCancelledException
                || error instanceof ClientClosedException) {
            return;
        }
        if (error instanceof ConnectionException
                || error instanceof ServiceException
                || error instanceof UnreadableAnswerException
                || error instanceof DeadlineExceededException) {
            begin(words((ExportCommentsException) error), attempt.begin, FAILING, error);
        } else {
            trouble = null;
        }
    }

    private static String words(ExportCommentsException error) {
        if (error.context().httpStatus().isPresent()) {
            return "it answers HTTP " + error.context().httpStatus().getAsInt();
        }
        return error instanceof ConnectionException lost
                ? lost.what()
                : error instanceof UnreadableAnswerException ? "its answers can't be read" : "no answer came in time";
    }

    private void begin(String what, long since, Duration patience, @Nullable Throwable error) {
        Trouble now = trouble;
        if (now == null) {
            trouble = new Trouble(what, since, patience, error);
        } else {
            Duration shorter = patience.compareTo(now.patience()) < 0 ? patience : now.patience();
            trouble = new Trouble(what, now.since(), shorter, error == null ? now.error() : error);
        }
    }

    @Override
    public synchronized void heard(ClientEvent event) {
        if (event instanceof ClientEvent.BreakerChanged breaker && breaker.state() == BreakerState.OPEN) {
            begin("calls pause for a while, since too many failed", nanoTime.getAsLong(), Duration.ZERO, null);
        } else if (event instanceof ClientEvent.SourceChanged source && source.state() == SourceState.DOWN) {
            begin("the connection for live updates was lost", nanoTime.getAsLong(), SILENT, null);
        } else if (event instanceof ClientEvent.SourceChanged source && source.state() == SourceState.LIVE) {
            trouble = null;
        }
    }

    /** What there is to say now: that an outage began, or that it is over. Empty if nothing changed. */
    synchronized Optional<String> news() {
        long now = nanoTime.getAsLong();
        Optional<String> outage = outage(now);
        if (outage.isPresent() && !said) {
            said = true;
            return Optional.of("Waiting for the service: " + outage.get() + ".");
        }
        return outage.isEmpty() ? recovery() : Optional.empty();
    }

    /** That an outage is over, if it is and that was not said. */
    synchronized Optional<String> recovery() {
        if (!said || trouble != null) {
            return Optional.empty();
        }
        said = false;
        return Optional.of("The service answers again.");
    }

    private Optional<String> outage(long now) {
        Trouble known = trouble;
        if (known != null && now - known.since() >= known.patience().toNanos()) {
            return Optional.of(known.what());
        }
        boolean silent = pending.stream().anyMatch(attempt -> now - attempt.begin >= SILENT.toNanos());
        return silent ? Optional.of("no answer for " + SILENT.toSeconds() + " s") : Optional.empty();
    }

    /** What failed last, if nothing went well since. */
    public synchronized Optional<Throwable> lastFailure() {
        return Optional.ofNullable(trouble).map(Trouble::error);
    }
}
