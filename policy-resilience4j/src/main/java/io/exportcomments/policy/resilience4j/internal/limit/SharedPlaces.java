package io.exportcomments.policy.resilience4j.internal.limit;

import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.Plan;
import io.exportcomments.port.PlaceHolder;
import io.exportcomments.port.PlaceNews;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaPlaces;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The places for jobs, in the log that programs share: which a call needs, and what this program hears of those who
 * have them. What the log knows already it is told again only from time to time. Thread-safe.
 */
final class SharedPlaces {
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    private final Plan plan;
    private final Duration kept;
    private final long silence;
    private final Timekeeper time;
    private final Map<String, Told> told = new NewestEntries<>();

    /** What was heard by other ways than answers, and what the log could not be told. */
    private final Map<String, PlaceHolder> untold = new NewestEntries<>();

    private record Told(boolean ended, boolean assumed, long at) {}

    /**
     * @param kept after how long without news a place counts as free
     */
    SharedPlaces(Plan plan, Duration kept, Timekeeper time) {
        this.plan = plan;
        this.kept = kept;
        this.silence = Math.min(LONGEST_SILENCE.toNanos(), kept.toNanos() / 4);
        this.time = time;
    }

    /** The places that a call for so many URLs needs. */
    Optional<QuotaPlaces> needed(CallKind kind, int urls) {
        if (kind == CallKind.BATCHING) {
            return needed(PlanLimiter.BATCH_URLS, plan.batches().urls(), urls);
        }
        return kind.startsJobs()
                ? needed(PlanLimiter.EXPORTS, (long) plan.runningExports() + plan.queuedExports(), 1)
                : Optional.empty();
    }

    private Optional<QuotaPlaces> needed(String limit, long most, int count) {
        return most >= Integer.MAX_VALUE
                ? Optional.empty()
                : Optional.of(new QuotaPlaces(limit, (int) most, (int) Math.min(most, count), kept));
    }

    /**
     * What a call's end tells the log.
     *
     * @param asOf when it was granted, by the log
     * @param unsure whether it may have started a job of which nothing is known
     */
    synchronized PlaceNews news(CallKind kind, @Nullable Object answer, boolean unsure, long asOf) {
        List<PlaceHolder> holders = new ArrayList<>();
        for (PlaceHolder holder : holders(answer, asOf)) {
            if (kind.startsJobs() || kind == CallKind.BATCHING || isNews(holder)) {
                holders.add(holder);
            }
        }
        boolean newest = answer instanceof JobPage page && RunningJobs.areAllOf(page);
        return new PlaceNews(holders, newest ? asOf : 0, unsure, kept);
    }

    private static List<PlaceHolder> holders(@Nullable Object answer, long asOf) {
        if (answer instanceof Job job) {
            return List.of(assumed(job, asOf));
        }
        if (answer instanceof JobPage page) {
            return page.jobs().stream().map(job -> assumed(job, asOf)).toList();
        }
        if (answer instanceof BatchReceipt receipt) {
            return receipt.guids().stream()
                    .map(guid -> ofBatch(guid, false, asOf))
                    .toList();
        }
        if (answer instanceof BatchState state) {
            return state.jobs().stream()
                    .map(job -> ofBatch(job.guid(), job.status().isTerminal(), asOf))
                    .toList();
        }
        return List.of();
    }

    private static PlaceHolder assumed(Job job, long asOf) {
        return new PlaceHolder(
                name(job.guid()), PlanLimiter.EXPORTS, true, job.status().isTerminal(), asOf);
    }

    /** Guids are the same in capitals. */
    private static String name(JobGuid guid) {
        return guid.value().toLowerCase(Locale.ROOT);
    }

    private static PlaceHolder ofBatch(JobGuid guid, boolean ended, long asOf) {
        return new PlaceHolder(name(guid), PlanLimiter.BATCH_URLS, false, ended, asOf);
    }

    private boolean isNews(PlaceHolder holder) {
        Told before = told.get(holder.name());
        return before == null
                || before.ended != holder.ended()
                || (before.assumed && !holder.assumed())
                || time.nanoTime() - before.at > silence;
    }

    /**
     * A job was heard of by another way than an answer.
     *
     * @return whether that has to be {@link #toTell told}
     */
    synchronized boolean heard(Job job) {
        PlaceHolder holder = assumed(job, QuotaLog.NOW);
        if (!isNews(holder)) {
            return false;
        }
        untold.put(holder.name(), holder);
        return true;
    }

    /** What the log was not told yet; taken by whoever asks. */
    synchronized PlaceNews toTell() {
        PlaceNews news = new PlaceNews(List.copyOf(untold.values()), 0, false, kept);
        untold.clear();
        return news;
    }

    /** The log knows the news now. */
    synchronized void told(PlaceNews news) {
        for (PlaceHolder holder : news.holders()) {
            told.remove(holder.name());
            told.put(holder.name(), new Told(holder.ended(), holder.assumed(), time.nanoTime()));
        }
    }

    /** The log could not be told the news, and will be later; what was heard since is newer. */
    synchronized void notTold(PlaceNews news) {
        news.holders().forEach(holder -> untold.putIfAbsent(holder.name(), holder));
    }
}
