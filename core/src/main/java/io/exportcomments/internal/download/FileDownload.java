package io.exportcomments.internal.download;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.LocalFileException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.Timekeeper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One download to a file. Each step starts when the one before it ends: blocking work runs on a worker, and no worker
 * is held while waiting for an answer or for the next attempt. Cancelling it ends the step under way and deletes what
 * was written.
 */
final class FileDownload extends CompletableFuture<Path> {
    private final RemoteResult source;
    private final Path target;
    private final DownloadOptions options;
    private final Executor workers;
    private final WorkerSteps steps;

    private volatile @Nullable PartWriter part;
    private volatile @Nullable CompletableFuture<RemoteFile> opening;
    private volatile @Nullable RemoteFile open;
    private volatile boolean wasOpen;
    private volatile Timekeeper.@Nullable Timer pause;

    /** How many breaks in a row brought no new byte; handed from one step to the next. */
    private volatile int breaks;

    FileDownload(RemoteResult source, Path target, DownloadOptions options, Executor workers) {
        this.source = source;
        this.target = target;
        this.options = options;
        this.workers = workers;
        this.steps = new WorkerSteps(workers, source.context(), this::fail);
    }

    void begin() {
        steps.run(() -> {
            try {
                PartFile file = PartFile.beside(target, options.replaceExisting(), source.time());
                part = new PartWriter(file, source.check(), options.listener());
            } catch (IOException e) {
                fail(local(e));
                return;
            }
            next();
        });
    }

    private void next() {
        if (isDone()) {
            stop();
            return;
        }
        PartWriter mine = part;
        FileRange wanted = mine == null ? FileRange.WHOLE : mine.missing();
        CompletableFuture<RemoteFile> answer =
                open == null ? FirstOpening.begin(source, options.listener(), workers, false) : source.open(wanted);
        opening = answer;
        if (isDone()) {
            stop();
        }
        answer.whenComplete((file, failure) -> {
            if (failure == null) {
                take(file);
            } else {
                notOpened(Failures.unwrap(failure), wanted.offset() > 0);
            }
        });
    }

    private void take(RemoteFile file) {
        open = file;
        wasOpen = true;
        if (isDone()) {
            stop();
        } else {
            steps.run(() -> copy(file));
        }
    }

    private void notOpened(Throwable failure, boolean resuming) {
        boolean noSuchPart = resuming && failure instanceof InvalidRequestException;
        PartWriter mine = part;
        if (noSuchPart && mine != null) {
            mine.giveUpResuming();
        }
        if (wasOpen && (noSuchPart || RemoteResult.isPassing(failure)) && breaks < RemoteResult.MOST_BREAKS) {
            again(failure);
        } else {
            fail(source.named(failure));
        }
    }

    private void again(Throwable why) {
        int count = breaks + 1;
        breaks = count;
        Duration wait = source.pauseAfter(count, why);
        source.announce(options.listener(), why, wait);
        pause = source.time().schedule(wait, () -> steps.run(this::next));
        if (isDone()) {
            stop();
        }
    }

    private void copy(RemoteFile file) {
        PartWriter mine = part;
        if (mine == null) {
            return;
        }
        long before = mine.furthest();
        IOException broken;
        try {
            broken = mine.prepareFor(file)
                    ? mine.copy(file.stream(), this::isDone)
                    : new IOException("The file has changed");
        } catch (UnreadableAnswerException e) {
            notTheResult(e, mine);
            return;
        } catch (IOException e) {
            fail(local(e));
            return;
        } finally {
            RemoteResult.closeUnneeded(file);
        }
        if (mine.furthest() > before) {
            breaks = 0;
        }
        if (isDone()) {
            stop();
        } else if (broken == null || mine.isComplete()) {
            finish(mine);
        } else {
            broke(broken, mine);
        }
    }

    private void broke(IOException broken, PartWriter mine) {
        boolean over = broken.getCause() instanceof ExportCommentsException known && !RemoteResult.isPassing(known);
        if (over || breaks >= RemoteResult.MOST_BREAKS) {
            fail(source.named(source.brokenOff(broken, mine.position(), mine.total())));
        } else {
            again(broken);
        }
    }

    /** Something between may have answered: the whole is asked for again, as if for the first time. */
    private void notTheResult(UnreadableAnswerException why, PartWriter mine) {
        if (breaks + 1 >= RemoteResult.MOST_BREAKS) {
            fail(source.named(why));
        } else {
            mine.giveUpResuming();
            open = null;
            again(why);
        }
    }

    private void finish(PartWriter mine) {
        try {
            if (mine.isTheResult() && mine.moveIntoPlace(options.replaceExisting())) {
                complete(target);
            }
        } catch (UnreadableAnswerException e) {
            notTheResult(e, mine);
        } catch (IOException e) {
            fail(local(e));
        }
    }

    private LocalFileException local(IOException trouble) {
        return new LocalFileException(source.context(), target, FileErrorText.of(trouble), trouble);
    }

    /** Ends the download because the client was closed. */
    void closeClient() {
        fail(new ClientClosedException(source.context(), null));
    }

    /** Cleans up first, then reports the failure. */
    private void fail(Throwable failure) {
        if (!isDone()) {
            stop();
            completeExceptionally(failure);
            stop();
        }
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        stop();
        return cancelled;
    }

    /**
     * Ends what is in progress, and deletes what is not in place. A step that finds the download over calls this
     * again.
     */
    private void stop() {
        Timekeeper.Timer timer = pause;
        if (timer != null) {
            timer.cancel();
        }
        CompletableFuture<RemoteFile> answer = opening;
        if (answer != null) {
            answer.cancel(true);
        }
        PartWriter mine = part;
        if (mine != null) {
            mine.discard();
        }
        RemoteFile file = open;
        if (file != null) {
            RemoteResult.closeUnneeded(file);
        }
    }
}
