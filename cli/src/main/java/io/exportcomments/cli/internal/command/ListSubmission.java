package io.exportcomments.cli.internal.command;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.BegunExport;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.cli.internal.batch.BatchReport;
import io.exportcomments.cli.internal.batch.ReportEntry;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a batch of a list of URLs. What the batch has already is not added again; what it does not know of, and the
 * report does, is taken over from there: an earlier version had its queue in the report alone.
 */
final class ListSubmission {
    private static final int PAGE = 500;

    private final BulkBatches batches;
    private final BatchPlan plan;
    private final ExportOptions options;
    private final BatchReport report;
    private final Map<String, String> invalid = new LinkedHashMap<>();
    private long otherOptions;

    ListSubmission(BulkBatches batches, String batch, ExportOptions options, BatchReport report) {
        this.batches = batches;
        this.plan = BatchPlan.named(batch);
        this.options = options;
        this.report = report;
    }

    /**
     * Submits what is new of the URLs.
     *
     * @throws IllegalStateException if the batch was cancelled
     */
    void submit(List<String> urls) {
        Map<String, BulkItem> known = items();
        List<ExportRequest> fresh = new ArrayList<>();
        List<BegunExport> begun = new ArrayList<>();
        for (String url : urls) {
            BulkItem item = known.get(url);
            ExportRequest request = item == null ? request(url) : item.request();
            if (request == null) {
                continue;
            }
            if (!request.options().equals(options)) {
                otherOptions++;
            }
            boolean unsent = item == null || (item.state() == ItemState.WAITING && item.attempt() == 0);
            Optional<BegunExport> recorded = unsent ? begun(request, report.of(url)) : Optional.empty();
            recorded.ifPresent(begun::add);
            if (item == null && recorded.isEmpty()) {
                fresh.add(request);
            }
        }
        if (!begun.isEmpty()) {
            batches.takeOver(plan, begun);
        }
        batches.submit(plan, fresh);
    }

    private @Nullable ExportRequest request(String url) {
        try {
            return new ExportRequest(url, options);
        } catch (IllegalArgumentException e) {
            invalid.put(url, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private Optional<BegunExport> begun(ExportRequest request, ReportEntry entry) {
        Optional<String> note = Optional.of(entry.note()).filter(text -> !text.isEmpty());
        return switch (entry.status()) {
            case REFUSED -> Optional.empty();
            case SENDING ->
                Optional.of(new BegunExport(
                        request, ItemState.SENDING, Optional.empty(), report.sentAt(entry.url()), Optional.empty()));
            case DONE -> created(request, ItemState.DONE, entry, Optional.empty());
            case EMPTY -> created(request, ItemState.DONE, entry, note.map(text -> BulkItem.NO_RESULT + text));
            case WAITING, CREATED, FAILED, STOPPED, BROKEN ->
                created(request, ItemState.CREATED, entry, Optional.empty());
        };
    }

    private Optional<BegunExport> created(
            ExportRequest request, ItemState state, ReportEntry entry, Optional<String> message) {
        return entry.job()
                .map(job -> new BegunExport(request, state, Optional.of(job), report.sentAt(entry.url()), message));
    }

    /** The batch's items by their URLs; of those with the same URL, the one with these options, or else the first. */
    Map<String, BulkItem> items() {
        Map<String, BulkItem> items = new HashMap<>();
        if (batches.progress(plan.name()).isEmpty()) {
            return items;
        }
        long after = 0;
        while (true) {
            List<BulkItem> page = batches.items(plan.name(), EnumSet.allOf(ItemState.class), after, PAGE);
            if (page.isEmpty()) {
                return items;
            }
            page.forEach(item -> items.merge(
                    item.request().url(),
                    item,
                    (first, other) -> other.request().options().equals(options) ? other : first));
            after = page.get(page.size() - 1).id();
        }
    }

    /** URLs that can't be exported, each with the reason. */
    Map<String, String> invalid() {
        return invalid;
    }

    /** How many URLs the batch has with other options, which stay. */
    long otherOptions() {
        return otherOptions;
    }
}
