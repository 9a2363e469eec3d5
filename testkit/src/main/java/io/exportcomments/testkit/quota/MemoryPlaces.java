package io.exportcomments.testkit.quota;

import io.exportcomments.port.PlaceHolder;
import io.exportcomments.port.PlaceNews;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaPlaces;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** The places that jobs take, and those of calls that may start some. Not thread-safe. */
final class MemoryPlaces {
    /** No call takes longer, so what one tells of a job that ended before can be told to be old. */
    private static final long ENDS_KNOWN = Duration.ofHours(1).toNanos();

    private final Map<String, Job> jobs = new HashMap<>();
    private final Map<Long, Start> starts = new HashMap<>();

    private static final class Job {
        private String limit;
        private long since;
        private long end;
        private boolean ended;
        private long forgotten;

        private Job(String limit, long since, long forgotten) {
            this.limit = limit;
            this.since = since;
            this.forgotten = forgotten;
        }
    }

    /** A call that took places; who died is unsure of its call once that can't arrive any more. */
    private static final class Start {
        private final QuotaPlaces places;
        private final long heldUntil;
        private long forgotten;
        private long unsureSince = QuotaLog.NOW;

        private Start(QuotaPlaces places, long heldUntil) {
            this.places = places;
            this.heldUntil = heldUntil;
            this.forgotten = heldUntil + places.kept().toNanos();
        }
    }

    void forget(long now, long moment) {
        jobs.values().removeIf(job -> job.forgotten - now <= 0);
        for (Iterator<Start> all = starts.values().iterator(); all.hasNext(); ) {
            Start start = all.next();
            if (start.forgotten - now <= 0) {
                all.remove();
            } else if (start.heldUntil - now <= 0 && start.unsureSince == QuotaLog.NOW) {
                start.unsureSince = moment;
            }
        }
    }

    long taken(String limit) {
        long started = starts.values().stream()
                .filter(start -> start.places.limit().equals(limit))
                .mapToLong(start -> start.places.count())
                .sum();
        return started
                + jobs.values().stream()
                        .filter(job -> !job.ended && job.limit.equals(limit))
                        .count();
    }

    void take(long ticket, QuotaPlaces places, long heldUntil) {
        starts.put(ticket, new Start(places, heldUntil));
    }

    void release(long ticket) {
        starts.remove(ticket);
    }

    /** A call is over. */
    void heard(long ticket, PlaceNews news, long now, long moment) {
        Start start = starts.get(ticket);
        if (start != null && news.unsure()) {
            start.unsureSince = moment;
            start.forgotten = now + news.kept().toNanos();
        } else {
            release(ticket);
        }
        for (PlaceHolder holder : news.holders()) {
            if (holder.ended()) {
                ended(holder, now, moment);
            } else {
                runs(holder, now + news.kept().toNanos(), moment);
            }
        }
        starts.values().removeIf(one -> one.unsureSince < news.newestAsOf());
    }

    private void ended(PlaceHolder holder, long now, long moment) {
        Job job = jobs.get(holder.name());
        if (job != null && !job.ended && job.since <= holder.asOf()) {
            job.ended = true;
            job.end = moment;
            job.forgotten = now + ENDS_KNOWN;
        }
    }

    private void runs(PlaceHolder holder, long forgotten, long moment) {
        long since = Math.min(holder.asOf(), moment);
        Job job = jobs.computeIfAbsent(holder.name(), name -> new Job(holder.limit(), since, forgotten));
        if (job.ended && holder.asOf() <= job.end) {
            return;
        }
        if (job.ended) {
            job.since = since;
        }
        job.ended = false;
        job.forgotten = forgotten;
        if (!holder.assumed()) {
            job.limit = holder.limit();
        }
    }
}
