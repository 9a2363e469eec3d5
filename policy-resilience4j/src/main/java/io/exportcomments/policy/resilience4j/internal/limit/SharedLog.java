package io.exportcomments.policy.resilience4j.internal.limit;

import io.exportcomments.job.Job;
import io.exportcomments.port.PlaceNews;
import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The log that programs share, as one of them asks it. All but {@link #heard} and {@link #inTurn} is called by what
 * runs in turn; who waits for a place asks at once when this program frees one, and not only when its time is over.
 */
final class SharedLog {
    private static final System.Logger LOG = System.getLogger("io.exportcomments");

    private final QuotaLog log;
    private final SharedPlaces places;
    private final Executor asking;
    private final Set<Runnable> waitingForPlace = new LinkedHashSet<>();

    /**
     * @param asking runs what asks the log, which may block, in order
     */
    SharedLog(QuotaLog log, SharedPlaces places, Executor asking) {
        this.log = log;
        this.places = places;
        this.asking = asking;
    }

    void inTurn(Runnable task) {
        asking.execute(task);
    }

    QuotaAnswer ask(QuotaRequest request, long ticket) {
        return log.ask(request, ticket);
    }

    void leave(long ticket) {
        quietly("give up a turn", () -> log.leave(ticket));
    }

    void pause(Quota quota, Duration pause) {
        quietly("note a pause", () -> log.pause(quota.label(), pause));
    }

    /** A call is over. */
    void settle(long ticket, Map<String, Integer> counted, PlaceNews news, boolean hadPlace) {
        if (tell("note a call that is over", news, hadPlace, () -> log.settle(ticket, counted, news))) {
            tellWhatWasHeard();
        }
    }

    /** A call that had a place may still arrive. */
    void lose(long ticket, PlaceNews news) {
        tell("note a call that may still arrive", news, !news.unsure(), () -> log.heard(ticket, news));
    }

    /** A job was heard of by another way than an answer. */
    void heard(Job job) {
        if (places.heard(job)) {
            asking.execute(this::tellWhatWasHeard);
        }
    }

    private void tellWhatWasHeard() {
        PlaceNews news = places.toTell();
        if (!news.isEmpty()) {
            tell("note what was heard of jobs", news, false, () -> log.heard(QuotaLog.NEW, news));
        }
    }

    /** What can't be told is told with what is heard next. */
    private boolean tell(String what, PlaceNews news, boolean placeIsFree, Runnable task) {
        if (!quietly(what, task)) {
            places.notTold(news);
            return false;
        }
        places.told(news);
        long ended = news.holders().stream().filter(holder -> holder.ended()).count();
        wake(ended + (placeIsFree || news.newestAsOf() > 0 ? 1 : 0));
        return true;
    }

    /** @param again runs in turn when a place may be free */
    void waitsForPlace(Runnable again) {
        waitingForPlace.add(again);
    }

    void waitsNoMore(Runnable again) {
        waitingForPlace.remove(again);
    }

    private void wake(long most) {
        List<Runnable> first = new ArrayList<>();
        for (Iterator<Runnable> all = waitingForPlace.iterator(); first.size() < most && all.hasNext(); ) {
            first.add(all.next());
            all.remove();
        }
        first.forEach(asking::execute);
    }

    private static boolean quietly(String what, Runnable task) {
        try {
            task.run();
            return true;
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "The shared limits could not " + what + "; they count it longer", e);
            return false;
        }
    }
}
