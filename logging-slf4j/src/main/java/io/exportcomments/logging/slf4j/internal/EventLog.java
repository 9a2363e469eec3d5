package io.exportcomments.logging.slf4j.internal;

import io.exportcomments.adapter.LogText;
import io.exportcomments.event.BreakerState;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.event.DeliveryOutcome;
import io.exportcomments.event.SourceState;
import io.exportcomments.job.JobUpdate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs events, each at the level that {@link io.exportcomments.logging.slf4j.ClientLog} names. What it does not know
 * yet, it passes over.
 */
public final class EventLog implements ClientListener {
    private final Logger log;
    private final Map<Class<? extends ClientEvent>, Consumer<ClientEvent>> hearers = new HashMap<>();

    /** Logs to this logger. */
    public EventLog(Logger log) {
        this.log = log;
        hearWatches();
        hearSources();
        hearPolicies();
    }

    private void hearWatches() {
        on(ClientEvent.WatchStarted.class, event -> log.debug("Job {}: watched from now", event.guid()));
        on(ClientEvent.WatchEnded.class, event -> log.debug("Job {}: no longer watched", event.guid()));
        on(ClientEvent.UpdateDelivered.class, event -> delivered(event.update()));
        on(
                ClientEvent.ObservationDropped.class,
                event -> log.trace(
                        "Job {}: something old or doubled from {} changed nothing",
                        event.guid(),
                        safe(event.source())));
        on(
                ClientEvent.StateReconciled.class,
                event -> log.debug("Job {}: its state is old and read again", event.guid()));
        on(
                ClientEvent.ReadingFailed.class,
                event -> log.info(
                        "Job {}: its state could not be read, and is read again: {}",
                        event.guid(),
                        SafeText.said(event.cause())));
        on(
                ClientEvent.GapOpened.class,
                event -> log.info(
                        "Job {}: {} may have missed something: {}",
                        event.guid(),
                        safe(event.source()),
                        SafeText.said(event.cause())));
        on(
                ClientEvent.SourceTaken.class,
                event -> log.debug(
                        "Job {}: lives on {} now, before on {}",
                        event.guid(),
                        safe(event.to()),
                        event.from().map(EventLog::safe).orElse("none")));
        on(
                ClientEvent.FailedOver.class,
                event -> log.warn(
                        "Job {}: {} is away, {} is asked to take over",
                        event.guid(),
                        safe(event.from()),
                        safe(event.to())));
    }

    private void hearSources() {
        on(
                ClientEvent.SourceChanged.class,
                event -> log.atLevel(level(event.state()))
                        .log("Source {} is {}", safe(event.source()), word(event.state())));
        on(
                ClientEvent.PushIgnored.class,
                event -> log.debug("Source {} passed over a message: {}", safe(event.source()), safe(event.reason())));
        on(
                ClientEvent.DeliveryHandled.class,
                event -> log.atLevel(level(event.outcome())).log("Webhook delivery: {}", word(event.outcome())));
    }

    private void hearPolicies() {
        on(
                ClientEvent.LimitChanged.class,
                event ->
                        log.trace("Limit {}: {} left, {} waiting", safe(event.limit()), event.left(), event.waiting()));
        on(
                ClientEvent.AccountPaused.class,
                event -> log.warn(
                        "The account pauses for {} ms, as the service says",
                        event.pause().toMillis()));
        on(
                ClientEvent.RetryScheduled.class,
                event -> log.info(
                        "{}{}: {}, sent again in {} ms",
                        event.operation().label(),
                        event.guid().map(guid -> " of job " + guid).orElse(""),
                        because(event),
                        event.pause().toMillis()));
        on(
                ClientEvent.BreakerChanged.class,
                event -> log.atLevel(level(event.state())).log("The circuit breaker is {}", word(event.state())));
    }

    private <E extends ClientEvent> void on(Class<E> kind, Consumer<E> hearer) {
        hearers.put(kind, event -> hearer.accept(kind.cast(event)));
    }

    @Override
    public void heard(ClientEvent event) {
        Consumer<ClientEvent> hearer = hearers.get(event.getClass());
        if (hearer != null && log.isWarnEnabled()) {
            hearer.accept(event);
        }
    }

    private void delivered(JobUpdate update) {
        Level level = update.isTerminal() ? Level.DEBUG : Level.TRACE;
        if (log.isEnabledForLevel(level)) {
            log.atLevel(level)
                    .log(
                            "Job {}: {}{}{} (attempt {}, by {})",
                            update.job().guid(),
                            update.status().wireName(),
                            update.progress().map(progress -> " " + progress).orElse(""),
                            update.job().isEmptyResult() ? " with an empty result" : "",
                            update.attempt(),
                            safe(update.source()));
        }
    }

    private static String because(ClientEvent.RetryScheduled event) {
        return switch (event.reason()) {
            case SERVICE_TROUBLE -> "attempt " + event.attempts() + " failed by an error of the service";
            case CONNECTION_TROUBLE -> "attempt " + event.attempts() + " failed by a broken connection";
            case RATE_LIMIT -> "attempt " + event.attempts() + " was refused by a limit";
            case CIRCUIT_OPEN -> "held back by the open circuit breaker";
        };
    }

    private static Level level(SourceState state) {
        return switch (state) {
            case BROKEN -> Level.WARN;
            case LIVE, DOWN -> Level.INFO;
            case CONNECTING, IDLE -> Level.DEBUG;
        };
    }

    private static Level level(DeliveryOutcome outcome) {
        return switch (outcome) {
            case REFUSED, FAILED -> Level.WARN;
            case UNREADABLE, TOO_LARGE, BUSY -> Level.INFO;
            case HANDLED, REPEATED -> Level.DEBUG;
        };
    }

    private static Level level(BreakerState state) {
        return state == BreakerState.OPEN ? Level.WARN : Level.INFO;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String safe(String name) {
        return LogText.oneLine(name);
    }
}
