package io.exportcomments.cli.internal.terminal;

import io.exportcomments.bulk.batch.BatchStage;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.BulkProgress;
import io.exportcomments.bulk.batch.ItemState;
import java.util.ArrayList;
import java.util.List;

/** Batches and their items as lines, for people and as JSON. */
public final class BulkText {
    private BulkText() {}

    /** How far a batch is: its name, its counts, and whether it is paused. */
    public static String line(BulkProgress progress) {
        String stage = progress.stage() == BatchStage.RUNNING
                ? ""
                : " (" + progress.stage().label() + ")";
        return progress.batch() + stage + ": " + summary(progress);
    }

    /** How many items there are, and how many in each state. */
    public static String summary(BulkProgress progress) {
        List<String> parts = new ArrayList<>();
        for (ItemState state : ItemState.values()) {
            if (progress.count(state) > 0) {
                parts.add(progress.count(state) + " " + state.label());
            }
        }
        return progress.total()
                + (progress.total() == 1 ? " URL: " : " URLs: ")
                + (parts.isEmpty() ? "none" : String.join(", ", parts));
    }

    /** How far a batch is, as JSON. */
    public static String json(BulkProgress progress) {
        JsonLine line = JsonLine.of("bulk_batch")
                .put("batch", progress.batch())
                .put("stage", progress.stage().label())
                .put("total", progress.total());
        for (ItemState state : ItemState.values()) {
            line.put(state.label(), progress.count(state));
        }
        return line.toString();
    }

    /** An item, separated by tabs: its number, state, job, URL and message. */
    public static String line(BulkItem item) {
        return item.id() + "\t" + item.state().label() + "\t"
                + item.job().map(job -> job.value()).orElse("-") + "\t"
                + item.request().url() + "\t"
                + item.message().orElse("").replaceAll("\\s+", " ");
    }

    /** An item as JSON. */
    public static String json(BulkItem item) {
        return JsonLine.of("bulk_item")
                .put("id", item.id())
                .put("batch", item.batch())
                .put("state", item.state().label())
                .put("job", item.job())
                .put("url", item.request().url())
                .put("attempts", (long) item.attempt())
                .put("message", item.message())
                .put("file", item.file())
                .toString();
    }
}
