package io.exportcomments.metrics.micrometer.internal;

import io.exportcomments.metrics.micrometer.names.ClientMeter;
import io.exportcomments.port.PlaceNews;
import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaRequest;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Measures how long calls wait for their turn in a log that programs share. Thread-safe. */
public final class MeasuredQuotaLog implements QuotaLog {
    private final QuotaLog log;
    private final LongSupplier nanoTime;
    private final Map<Long, Long> waitingSince = new ConcurrentHashMap<>();
    private final Timer granted;
    private final Timer givenUp;

    /** Around a log, which is borrowed. */
    public MeasuredQuotaLog(QuotaLog log, ClientMeters meters, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        meters.gauge(ClientMeter.SHARED_WAITING, waitingSince, Map::size);
        granted = meters.timer(ClientMeter.SHARED_TURNS, "granted");
        givenUp = meters.timer(ClientMeter.SHARED_TURNS, "given-up");
    }

    @Override
    public QuotaAnswer ask(QuotaRequest request, long ticket) {
        long asked = nanoTime.getAsLong();
        Long first = waitingSince.remove(ticket);
        long since = first == null ? asked : first;
        QuotaAnswer answer = log.ask(request, ticket);
        if (answer.granted()) {
            record(granted, since);
        } else {
            waitingSince.put(answer.ticket(), since);
        }
        return answer;
    }

    private void record(Timer timer, long since) {
        timer.record(Duration.ofNanos(nanoTime.getAsLong() - since));
    }

    @Override
    public void settle(long ticket, Map<String, Integer> counted, PlaceNews news) {
        log.settle(ticket, counted, news);
    }

    @Override
    public void heard(long ticket, PlaceNews news) {
        log.heard(ticket, news);
    }

    @Override
    public void leave(long ticket) {
        Long since = waitingSince.remove(ticket);
        if (since != null) {
            record(givenUp, since);
        }
        log.leave(ticket);
    }

    @Override
    public void pause(String limit, Duration pause) {
        log.pause(limit, pause);
    }

    /** The log is borrowed. */
    @Override
    public void close() {}
}
