package io.exportcomments.spring.boot.internal;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.BulkProgress;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.job.JobGuid;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/** The batches of bulk exports: how far they are, what is wrong with them, and pause, resume and retry. */
@Endpoint(id = "bulkexports")
public final class BulkEndpoint {
    private static final int MOST_TROUBLES = 100;
    private static final Set<ItemState> TROUBLED = EnumSet.of(ItemState.FAILED, ItemState.REFUSED, ItemState.UNCERTAIN);

    private final BulkBatches bulk;

    public BulkEndpoint(BulkBatches bulk) {
        this.bulk = bulk;
    }

    /** What can be done with a batch. */
    public enum BatchAction {
        /** Sends nothing more of it for now. */
        PAUSE,
        /** Goes on with it. */
        RESUME,
        /** Lets its failed and refused items be tried again. */
        RETRY
    }

    /**
     * All batches.
     *
     * @param batches those that are worked on first come first
     */
    public record Batches(List<Batch> batches) {}

    /**
     * How far a batch is.
     *
     * @param stage running, paused or cancelled
     * @param items how many are in each state
     * @param unhandled ends that were not handed to a handler yet
     * @param over whether nothing is left to be done
     */
    public record Batch(String name, String stage, Map<String, Long> items, long unhandled, boolean over) {
        static Batch of(BulkProgress progress) {
            Map<String, Long> items = new TreeMap<>();
            progress.items().forEach((state, count) -> items.put(state.label(), count));
            return new Batch(
                    progress.batch(), progress.stage().label(), items, progress.unhandled(), progress.isOver());
        }
    }

    /**
     * An item that failed, was refused, or is for a person to decide; without its options, which may be secret.
     *
     * @param failures how often its job has failed
     */
    public record Trouble(
            long id,
            String url,
            String state,
            int failures,
            @Nullable String job,
            @Nullable String message) {
        static Trouble of(BulkItem item) {
            return new Trouble(
                    item.id(),
                    item.request().url(),
                    item.state().label(),
                    item.failures(),
                    item.job().map(JobGuid::value).orElse(null),
                    item.message().orElse(null));
        }
    }

    /**
     * A batch, and what is wrong with it.
     *
     * @param troubles the first 100 of them
     */
    public record BatchDetails(Batch batch, List<Trouble> troubles) {}

    /** All batches. */
    @ReadOperation
    public Batches batches() {
        return new Batches(bulk.batches().stream()
                .flatMap(name -> bulk.progress(name).stream())
                .map(Batch::of)
                .toList());
    }

    /** One batch; null if there is none of this name. */
    @ReadOperation
    public @Nullable BatchDetails batch(@Selector String name) {
        return bulk.progress(name).map(this::details).orElse(null);
    }

    private BatchDetails details(BulkProgress progress) {
        return new BatchDetails(
                Batch.of(progress),
                bulk.items(progress.batch(), TROUBLED, 0, MOST_TROUBLES).stream()
                        .map(Trouble::of)
                        .toList());
    }

    /** Does something with a batch, and gives how it stands then. Where that can't be, the request is invalid. */
    @WriteOperation
    public Batch act(@Selector String name, BatchAction action) {
        try {
            switch (action) {
                case PAUSE -> bulk.pause(name);
                case RESUME -> bulk.resume(name);
                case RETRY -> bulk.retryFailed(name);
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw invalid(String.valueOf(e.getMessage()), e);
        }
        return bulk.progress(name)
                .map(Batch::of)
                .orElseThrow(() -> invalid("The batch " + name + " was removed meanwhile", null));
    }

    private static InvalidEndpointRequestException invalid(String reason, @Nullable Throwable cause) {
        return new InvalidEndpointRequestException(reason, reason, cause);
    }
}
