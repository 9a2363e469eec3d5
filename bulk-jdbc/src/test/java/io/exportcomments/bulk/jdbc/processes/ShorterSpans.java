package io.exportcomments.bulk.jdbc.processes;

import io.exportcomments.port.PlaceNews;
import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaRequest;
import io.exportcomments.port.QuotaUse;
import java.time.Duration;
import java.util.Map;

/** Tells a log of true time what is asked by {@link ShorterTime}. */
final class ShorterSpans implements QuotaLog {
    /**
     * A request is out of the way so long after its permit: 3 s for an exchange, 4 s of standing still, and some more.
     */
    private static final Duration LONGEST_HELD = Duration.ofSeconds(10);

    private final QuotaLog log;
    private final int times;

    ShorterSpans(QuotaLog log, int times) {
        this.log = log;
        this.times = times;
    }

    @Override
    public QuotaAnswer ask(QuotaRequest request, long ticket) {
        var uses = request.uses().stream()
                .map(use -> new QuotaUse(use.limit(), use.most(), use.span().dividedBy(times), use.uses()))
                .toList();
        var places = request.places().map(wanted -> wanted.kept(wanted.kept().dividedBy(times)));
        QuotaAnswer answer = log.ask(new QuotaRequest(request.kind(), uses, LONGEST_HELD, places), ticket);
        return answer.askAfter(answer.askAfter().multipliedBy(times));
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
        return news.kept(news.kept().dividedBy(times));
    }

    @Override
    public void leave(long ticket) {
        log.leave(ticket);
    }

    @Override
    public void pause(String limit, Duration pause) {
        log.pause(limit, pause);
    }

    @Override
    public void close() {
        log.close();
    }
}
