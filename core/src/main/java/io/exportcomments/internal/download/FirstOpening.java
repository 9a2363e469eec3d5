package io.exportcomments.internal.download;

import io.exportcomments.adapter.Failures;
import io.exportcomments.job.DownloadListener;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.Timekeeper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Opens a file for the first time. A file that is not there is asked for again for a while, since it may follow its
 * job with a delay, once more after a broken connection, and some times where something else stands in its place.
 * Cancelling it ends the attempt under way.
 */
final class FirstOpening extends CompletableFuture<RemoteFile> {
    private final RemoteResult source;
    private final DownloadListener listener;
    private final WorkerSteps steps;
    private final boolean inspects;
    private int failures;
    private volatile @Nullable CompletableFuture<RemoteFile> attempt;
    private volatile @Nullable RemoteFile inspected;
    private volatile Timekeeper.@Nullable Timer pause;

    private FirstOpening(RemoteResult source, DownloadListener listener, Executor workers, boolean inspects) {
        this.inspects = inspects;
        this.source = source;
        this.listener = listener;
        this.steps = new WorkerSteps(workers, source.context(), this::completeExceptionally);
    }

    /**
     * @param workers reads how it begins, and opens it after a pause
     * @param inspects whether what does not begin as the result counts as not opened
     */
    static FirstOpening begin(RemoteResult source, DownloadListener listener, Executor workers, boolean inspects) {
        FirstOpening opening = new FirstOpening(source, listener, workers, inspects);
        opening.whenComplete((file, failure) -> opening.stop());
        opening.open();
        return opening;
    }

    private void open() {
        if (isDone()) {
            return;
        }
        CompletableFuture<RemoteFile> answer = source.open(FileRange.WHOLE);
        attempt = answer;
        if (isDone()) {
            stop();
        }
        answer.whenComplete((file, failure) -> {
            if (failure != null) {
                failed(Failures.unwrap(failure));
            } else if (inspects) {
                inspected = file;
                steps.run(() -> inspect(file));
            } else if (!complete(file)) {
                RemoteResult.closeUnneeded(file);
            }
        });
    }

    private void inspect(RemoteFile file) {
        CheckedStream start = CheckedStream.beginning(
                file.stream(), source.check(), file.length().isPresent());
        try {
            if (!isDone()) {
                start.inspect();
            }
        } catch (IOException e) {
            inspected = null;
            RemoteResult.closeUnneeded(file);
            failed(Failures.unwrap(e.getCause() == null ? e : e.getCause()));
            return;
        }
        inspected = null;
        RemoteFile result = new RemoteFile(start, file.offset(), file.length(), file.contentType(), file.validator());
        if (!complete(result)) {
            RemoteResult.closeUnneeded(file);
        }
    }

    private void failed(Throwable failure) {
        failures++;
        if (isDone() || !source.isWorthOpeningAgain(failure, failures)) {
            completeExceptionally(failure);
            return;
        }
        Duration wait = source.pauseAfter(failures, failure);
        source.announce(listener, failure, wait);
        pause = source.time().schedule(wait, () -> steps.run(this::open));
        if (isDone()) {
            stop();
        }
    }

    private void stop() {
        Timekeeper.Timer timer = pause;
        if (timer != null) {
            timer.cancel();
        }
        CompletableFuture<RemoteFile> answer = attempt;
        if (answer != null) {
            answer.cancel(true);
        }
        RemoteFile file = inspected;
        if (file != null) {
            RemoteResult.closeUnneeded(file);
        }
    }
}
