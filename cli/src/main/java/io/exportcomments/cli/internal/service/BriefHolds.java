package io.exportcomments.cli.internal.service;

import io.exportcomments.port.PlaceNews;
import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaRequest;
import io.exportcomments.port.QuotaUse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A log of shared limits for calls that may wait for a day: once one goes, it is over after the time of an exchange,
 * and what a killed command had under way counts no longer than that. In front of a mock that runs faster, the log's
 * time is told in the mock's. Thread-safe.
 */
final class BriefHolds implements QuotaLog {
    private final QuotaLog log;
    private final Duration longest;
    private final int faster;

    /**
     * @param log the log, which is borrowed
     * @param longest how long an exchange takes at most, in real time
     * @param faster how many times faster than real time calls live
     */
    BriefHolds(QuotaLog log, Duration longest, int faster) {
        this.log = log;
        this.longest = longest;
        this.faster = faster;
    }

    @Override
    public QuotaAnswer ask(QuotaRequest request, long ticket) {
        List<QuotaUse> uses = request.uses().stream()
                .map(use -> new QuotaUse(use.limit(), use.most(), use.span().dividedBy(faster), use.uses()))
                .toList();
        Duration held = request.held().compareTo(longest) < 0 ? request.held() : longest;
        var places = request.places().map(wanted -> wanted.kept(wanted.kept().dividedBy(faster)));
        QuotaAnswer answer = log.ask(new QuotaRequest(request.kind(), uses, held, places), ticket);
        return answer.askAfter(answer.askAfter().multipliedBy(faster));
    }

    @Override
    public void settle(long ticket, Map<String, Integer> counted, PlaceNews news) {
        log.settle(ticket, counted, brief(news));
    }

    @Override
    public void heard(long ticket, PlaceNews news) {
        log.heard(ticket, brief(news));
    }

    private PlaceNews brief(PlaceNews news) {
        return news.kept(news.kept().dividedBy(faster));
    }

    @Override
    public void leave(long ticket) {
        log.leave(ticket);
    }

    @Override
    public void pause(String limit, Duration pause) {
        Duration real = pause.dividedBy(faster);
        log.pause(limit, real.isZero() ? Duration.ofMillis(1) : real);
    }

    @Override
    public void close() {
        // The log is borrowed.
    }
}
