package io.exportcomments.cli.internal.command;

import io.exportcomments.adapter.LogText;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.BulkListener;
import io.exportcomments.bulk.batch.ItemEnd;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.cli.internal.batch.BatchReport;
import io.exportcomments.cli.internal.batch.ReportEntry;
import io.exportcomments.cli.internal.batch.ReportStatus;
import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.exit.LinkOriginException;
import io.exportcomments.cli.internal.exit.Outcome;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.terminal.BatchProgress;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A list's exports as this run sees them: what the worker tells, and now and then what the database has of others. Each
 * change is written to the report and shown. Thread-safe.
 */
final class ListView implements BulkListener {
    private final List<String> urls;
    private final BatchReport report;
    private final BatchProgress progress;
    private final Consumer<String> remarks;

    /** The item of each URL as it was last heard of. */
    private final Map<String, BulkItem> items;

    private final Set<String> sent = new HashSet<>();
    /** What was sent since sending was held up: if that is taken, it no longer is. */
    private final Set<String> sentSinceHeld = new HashSet<>();

    private final Set<String> unclear = new HashSet<>();
    private final Semaphore news = new Semaphore(0);
    private boolean held;
    private @Nullable Outcome trouble;
    private @Nullable RuntimeException failure;

    /**
     * @param remarks is told what a person should know besides
     */
    ListView(
            List<String> urls,
            Map<String, BulkItem> items,
            BatchReport report,
            BatchProgress progress,
            Consumer<String> remarks) {
        this.urls = urls;
        this.items = new HashMap<>(items);
        this.report = report;
        this.progress = progress;
        this.remarks = remarks;
    }

    /** What the report is to say of an item. */
    static ReportEntry entry(BulkItem item, boolean handedOver) {
        String message = item.message().orElse("");
        return switch (item.state()) {
            case WAITING -> entry(item, ReportStatus.WAITING, "");
            case SENDING -> entry(item, ReportStatus.SENDING, "");
            case CREATED -> entry(item, ReportStatus.CREATED, "");
            case DONE -> handedOver ? done(item, message) : entry(item, ReportStatus.CREATED, "");
            case FAILED -> entry(item, ReportStatus.FAILED, message);
            case STOPPED -> entry(item, ReportStatus.STOPPED, "");
            case REFUSED -> entry(item, ReportStatus.REFUSED, message);
            case UNCERTAIN -> entry(item, ReportStatus.SENDING, message);
        };
    }

    private static ReportEntry done(BulkItem item, String message) {
        if (item.isEmptyResult()) {
            return entry(item, ReportStatus.EMPTY, message.substring(BulkItem.NO_RESULT.length()));
        }
        return message.isEmpty() ? entry(item, ReportStatus.DONE, "") : entry(item, ReportStatus.FAILED, message);
    }

    private static ReportEntry entry(BulkItem item, ReportStatus status, String note) {
        JobGuid job = item.job().orElse(null);
        return new ReportEntry(item.request().url(), status, job, Instant.now(), note);
    }

    @Override
    public synchronized void changed(BulkItem item) {
        if (!isOfTheList(item)) {
            return;
        }
        String url = item.request().url();
        items.put(url, item);
        switch (item.state()) {
            case SENDING -> {
                sent.add(url);
                sentSinceHeld.add(url);
                unclear.remove(url);
                note(entry(item, false));
            }
            case CREATED -> {
                held = held && !sentSinceHeld.contains(url);
                unclear.remove(url);
                boolean known = sent.contains(url) || report.of(url).job().equals(item.job());
                note(entry(item, ReportStatus.CREATED, known ? "" : "found in the list"));
            }
            case WAITING -> noteIfNew(entry(item, false));
            default -> {
                // Told when it was handed over.
            }
        }
    }

    @Override
    public synchronized void updated(BulkItem item, JobUpdate update) {
        if (isOfTheList(item)) {
            progress.updated(item.request().url(), update);
        }
    }

    @Override
    public synchronized void triedAgain(BulkItem item, Throwable why) {
        boolean told = why instanceof ExportCommentsException
                || why instanceof LinkOriginException
                || why instanceof UsageException;
        if (!told || why instanceof ClientClosedException) {
            return;
        }
        Outcome outcome = Outcome.of(why);
        if (item.state() == ItemState.WAITING || isOfTheList(item)) {
            trouble = outcome;
        }
        if (item.state() == ItemState.WAITING) {
            held = true;
            sentSinceHeld.clear();
        } else if (isOfTheList(item)) {
            boolean sending = item.state() == ItemState.SENDING;
            if (sending) {
                unclear.add(item.request().url());
            }
            noteIfNew(entry(item, sending ? ReportStatus.SENDING : ReportStatus.BROKEN, outcome.line()));
        }
        news.release();
    }

    /** Nothing goes on until the store takes what happens, such as while its disk is full. */
    @Override
    public void storeFailed(String why) {
        remarks.accept("The database failed, and is tried again: " + LogText.oneLine(why));
    }

    /** An item has ended, and its files are there. */
    synchronized void ended(ItemEnd end) {
        if (isOfTheList(end.item())) {
            items.put(end.item().request().url(), end.item());
            take(end.item(), true);
        }
    }

    /** Takes in what the database has, as far as it is newer than what was heard. */
    synchronized void compare(Map<String, BulkItem> stored, boolean allHandedOver) {
        for (String url : urls) {
            BulkItem item = stored.get(url);
            BulkItem heard = items.get(url);
            if (item != null && (heard == null || item.changedAt().isAfter(heard.changedAt()))) {
                boolean handedOver = allHandedOver
                        || item.file().isPresent()
                        || (item.isEmptyResult() && item.state().isEnd());
                if (item.state() != ItemState.DONE || handedOver) {
                    items.put(url, item);
                }
                take(item, handedOver);
            }
        }
    }

    private void take(BulkItem item, boolean handedOver) {
        if (item.state() == ItemState.UNCERTAIN) {
            unclear.add(item.request().url());
            trouble = new Outcome(ExitCode.SERVICE, item.message().orElse("it can't be told whether a job exists"));
        }
        noteIfNew(entry(item, handedOver));
    }

    /** A URL can't be exported. */
    synchronized void invalid(String url, String why) {
        note(new ReportEntry(url, ReportStatus.REFUSED, null, Instant.now(), why));
    }

    private boolean isOfTheList(BulkItem item) {
        BulkItem known = items.get(item.request().url());
        return known != null && known.id() == item.id();
    }

    private void noteIfNew(ReportEntry entry) {
        ReportEntry before = report.of(entry.url());
        if (before.status() != entry.status()
                || !before.job().equals(entry.job())
                || !before.note().equals(entry.note())) {
            note(isStillSending(before, entry) ? entry.since(before.at()) : entry);
        }
    }

    /** When it was sent is what its job is looked for by. */
    private static boolean isStillSending(ReportEntry before, ReportEntry entry) {
        return before.status() == ReportStatus.SENDING && entry.status() == ReportStatus.SENDING;
    }

    private void note(ReportEntry entry) {
        try {
            report.add(entry);
        } catch (UsageException e) {
            failure = e;
        }
        progress.changed(entry);
        news.release();
    }

    /** Waits until something has changed, for so long at most. */
    void await(long millis) throws InterruptedException {
        if (news.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
    }

    /**
     * Whether this run has nothing more to wait for.
     *
     * @param paused whether what waits is not sent
     * @throws UsageException if the report can't be written
     */
    synchronized boolean isOver(boolean paused) {
        if (failure != null) {
            throw failure;
        }
        return urls.stream().allMatch(url -> {
            ReportStatus status = report.of(url).status();
            return status.isOver()
                    || (status == ReportStatus.WAITING && (held || paused))
                    || (status == ReportStatus.SENDING && unclear.contains(url));
        });
    }

    /** Whether a URL has one of these statuses. */
    boolean isAny(Set<ReportStatus> statuses) {
        return urls.stream().anyMatch(url -> statuses.contains(report.of(url).status()));
    }

    /** How many URLs have a status. */
    long count(ReportStatus status) {
        return urls.stream().filter(url -> report.of(url).status() == status).count();
    }

    /** What went wrong last; null if nothing has. */
    synchronized @Nullable Outcome trouble() {
        return trouble;
    }
}
