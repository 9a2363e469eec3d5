package io.exportcomments.bulk.internal;

import io.exportcomments.ExportComments;
import io.exportcomments.adapter.Failures;
import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.bulk.batch.EndHandler;
import io.exportcomments.bulk.batch.ItemEnd;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.batch.ResultTarget;
import io.exportcomments.bulk.internal.ResultFetch.Result;
import io.exportcomments.bulk.port.ItemRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Fetches the file of an item that is done, and hands its end over. To be used in tasks of its executor only. */
final class Deliveries {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final ExportComments client;
    private final ResultTarget target;
    private final EndHandler handler;
    private final WorkLog log;
    private final ActiveItems items;
    private final SerialExecutor serial;
    private final Executor threads;
    private final Reports reports;

    Deliveries(EngineSettings settings, WorkLog log, ActiveItems items, SerialExecutor serial, Reports reports) {
        client = settings.client();
        target = settings.target();
        handler = settings.handler();
        threads = settings.handlers();
        this.log = log;
        this.items = items;
        this.serial = serial;
        this.reports = reports;
    }

    void deliver(ItemRecord item) {
        boolean wanted = item.state() == ItemState.DONE && target != ResultTarget.NONE && item.file() == null;
        CompletableFuture<Result> result = wanted
                ? ResultFetch.start(client, target, item, threads)
                : CompletableFuture.completedFuture(new Result(item.file(), item.message()));
        items.put(item.id(), () -> result.cancel(true));
        result.whenComplete((fetched, failure) -> onThreads(item, () -> {
            if (failure == null) {
                handOver(item, fetched);
            } else {
                throw rethrown(Failures.unwrap(failure));
            }
        }));
    }

    private static Exception rethrown(Throwable failure) {
        return failure instanceof Exception exception ? exception : new IllegalStateException(failure);
    }

    /** Work of the program's kind: it may block, and throw anything. */
    private interface Step {
        void run() throws Exception;
    }

    private void onThreads(ItemRecord item, Step step) {
        try {
            threads.execute(() -> {
                try {
                    step.run();
                } catch (Throwable e) {
                    again(item, e);
                }
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            again(item, e);
        }
    }

    private void again(ItemRecord item, Throwable error) {
        serial.execute(() -> {
            if (items.has(item.id()) && !items.isClosed()) {
                reports.handlerFailed(item.shown(), error);
                items.release(item, ActiveItems.pause(item.givenBack(), LONGEST_PAUSE));
            }
        });
    }

    private void handOver(ItemRecord item, Result result) throws Exception {
        if (handler != EndHandler.NONE) {
            Optional<Boolean> repeated = log.beginHandover(item);
            if (repeated.isEmpty()) {
                serial.execute(() -> items.finish(item));
                return;
            }
            ItemRecord told =
                    item.edit().file(result.file()).message(result.message()).done(item.changedAt());
            handler.ended(new ItemEnd(told.shown(), repeated.get()));
        }
        log.endHandover(item, result.file(), result.message());
        serial.execute(() -> items.finish(item));
    }
}
