package io.exportcomments.internal.download;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.LocalFileException;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.Timekeeper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One download to a file. Its steps follow one another: all that blocks runs on a worker, and none is held while an answer or the
 * time for the next try is awaited. Cancelling it ends the step under way and deletes what was written.
 */
final class FileDownload extends CompletableFuture<Path> {
    private static final System.Logger LOG = System.getLogger("io.exportcomments");
    private static final int PIECE = 64 * 1024;

    private final Source source;
    private final Path target;
    private final DownloadOptions options;
    private final Executor workers;

    private volatile @Nullable PartFile part;
    private volatile @Nullable CompletableFuture<RemoteFile> opening;
    private volatile @Nullable RemoteFile open;
    private volatile Timekeeper.@Nullable Timer pause;

    /** Of the step under way; handed from one step to the next. */
    private volatile long position;

    private volatile long furthest;
    private volatile int breaks;
    private volatile OptionalLong total = OptionalLong.empty();
    private volatile Optional<String> validator = Optional.empty();
    private volatile boolean listenerFailed;

    FileDownload(Source source, Path target, DownloadOptions options, Executor workers) {
        this.source = source;
        this.target = target;
        this.options = options;
        this.workers = workers;
    }

    void begin() {
        onWorker(() -> {
            try {
                part = PartFile.beside(target, options.replaceExisting(), source.time());
            } catch (IOException e) {
                fail(local(e));
                return;
            }
            next();
        });
    }

    private void onWorker(Runnable step) {
        try {
            workers.execute(() -> run(step));
        } catch (RejectedExecutionException e) {
            fail(new ClientClosedException(source.context(), e));
        }
    }

    private void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void next() {
        if (isDone()) {
            stop();
            return;
        }
        boolean resume = position > 0 && validator.isPresent();
        CompletableFuture<RemoteFile> answer =
                source.open(resume ? FileRange.from(position, validator) : FileRange.WHOLE);
        opening = answer;
        if (isDone()) {
            stop();
        }
        answer.whenComplete((file, failure) -> {
            if (failure == null) {
                take(file);
            } else {
                notOpened(Failures.unwrap(failure), resume);
            }
        });
    }

    private void take(RemoteFile file) {
        open = file;
        if (isDone()) {
            stop();
        } else {
            onWorker(() -> copy(file));
        }
    }

    private void notOpened(Throwable failure, boolean resuming) {
        boolean noSuchPart = resuming && failure instanceof InvalidRequestException;
        if (noSuchPart) {
            validator = Optional.empty();
        }
        if (open != null && (noSuchPart || Source.isPassing(failure)) && breaks < Source.MOST_BREAKS) {
            again(failure);
        } else {
            fail(source.named(failure));
        }
    }

    private void again(Throwable why) {
        int count = breaks + 1;
        breaks = count;
        pause = source.time().schedule(source.pauseAfter(count, why), () -> onWorker(this::next));
        if (isDone()) {
            stop();
        }
    }

    private void copy(RemoteFile file) {
        IOException broken;
        try {
            broken = startOver(file) ? read(file.stream()) : new IOException("The file has changed");
        } catch (IOException e) {
            fail(local(e));
            return;
        } finally {
            close(file);
        }
        if (isDone()) {
            stop();
        } else if (broken == null) {
            finish();
        } else {
            broke(broken);
        }
    }

    /** Gets the part ready for what comes; false if that does not go with what is there, and it begins anew. */
    private boolean startOver(RemoteFile file) throws IOException {
        OptionalLong whole = file.length().isPresent()
                ? OptionalLong.of(file.offset() + file.length().getAsLong())
                : OptionalLong.empty();
        boolean goesOn = file.offset() == position
                && (file.validator().isEmpty() || file.validator().equals(validator))
                && (whole.isEmpty() || total.isEmpty() || whole.equals(total));
        if (file.offset() > 0 && !goesOn) {
            validator = Optional.empty();
            total = OptionalLong.empty();
            empty();
            return false;
        }
        if (file.offset() == 0) {
            empty();
            validator = file.validator();
            total = whole;
        }
        return true;
    }

    private void empty() throws IOException {
        PartFile mine = part;
        if (position > 0 && mine != null) {
            mine.restart();
        }
        position = 0;
    }

    /** Reads to the end; gives what broke, or null if it is whole. Throws what the disk has against it. */
    private @Nullable IOException read(InputStream stream) throws IOException {
        PartFile mine = part;
        byte[] piece = new byte[PIECE];
        while (mine != null && !isDone()) {
            int length = 0;
            IOException broken = null;
            boolean end = false;
            while (length < PIECE && !end && broken == null) {
                try {
                    int read = stream.read(piece, length, PIECE - length);
                    end = read < 0;
                    length += Math.max(0, read);
                } catch (IOException e) {
                    broken = e;
                }
            }
            if (length > 0) {
                mine.write(piece, length);
                wrote(length);
            }
            if (broken != null || end) {
                return broken != null ? broken : whole();
            }
        }
        return null;
    }

    private @Nullable IOException whole() {
        return total.isEmpty() || total.getAsLong() == position
                ? null
                : new IOException("The file ended at " + position + " of " + total.getAsLong() + " bytes");
    }

    private void wrote(int bytes) {
        long now = position + bytes;
        position = now;
        if (now > furthest) {
            furthest = now;
            breaks = 0;
        }
        try {
            options.listener().progress(now, total);
        } catch (RuntimeException e) {
            if (!listenerFailed) {
                listenerFailed = true;
                LOG.log(System.Logger.Level.WARNING, "A download's listener failed; the download goes on", e);
            }
        }
    }

    private void broke(IOException broken) {
        if (total.isPresent() && position == total.getAsLong()) {
            finish();
            return;
        }
        boolean over = broken.getCause() instanceof ExportCommentsException known && !Source.isPassing(known);
        if (over || breaks >= Source.MOST_BREAKS) {
            fail(source.named(source.brokenOff(broken, position, total)));
        } else {
            again(broken);
        }
    }

    private void finish() {
        PartFile mine = part;
        try {
            if (mine != null && mine.moveIntoPlace(options.replaceExisting())) {
                complete(target);
            }
        } catch (IOException e) {
            fail(local(e));
        }
    }

    private LocalFileException local(IOException trouble) {
        return new LocalFileException(source.context(), target, LocalReasons.of(trouble), trouble);
    }

    /** Ends it because the client was closed. */
    void closeClient() {
        fail(new ClientClosedException(source.context(), null));
    }

    /** First nothing is left, then it is said. */
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

    /** Ends what is under way, and throws away what is not in place. Whatever step finds this over calls it again. */
    private void stop() {
        Timekeeper.Timer timer = pause;
        if (timer != null) {
            timer.cancel();
        }
        CompletableFuture<RemoteFile> answer = opening;
        if (answer != null) {
            answer.cancel(true);
        }
        PartFile mine = part;
        if (mine != null) {
            mine.discard();
        }
        RemoteFile file = open;
        if (file != null) {
            close(file);
        }
    }

    private static void close(RemoteFile file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A file did not close well; it is done with", e);
        }
    }
}
