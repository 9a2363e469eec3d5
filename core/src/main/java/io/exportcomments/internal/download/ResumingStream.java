package io.exportcomments.internal.download;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.Timekeeper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of the service as a stream that continues after a break, as long as the service identifies the file, so that
 * two files are never mixed. For one thread at a time; any thread may close it, which ends a read in progress.
 */
final class ResumingStream extends InputStream {
    private final RemoteResult source;
    private final Consumer<ResumingStream> onClose;
    private final OptionalLong total;
    private final Optional<String> validator;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private volatile RemoteFile file;
    private volatile @Nullable CompletableFuture<RemoteFile> opening;
    private long position;
    private int breaks;

    ResumingStream(RemoteResult source, RemoteFile file, Consumer<ResumingStream> onClose) {
        this.source = source;
        this.file = file;
        this.onClose = onClose;
        this.total = file.length();
        this.validator = file.validator();
    }

    /** How many bytes the file has, if the service said so. */
    OptionalLong total() {
        return total;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        while (true) {
            checkOpen();
            try {
                int read = file.stream().read(bytes, offset, length);
                if (read >= 0) {
                    position += read;
                    breaks = 0;
                    return read;
                }
                if (total.isEmpty() || position >= total.getAsLong()) {
                    return -1;
                }
                resume(new IOException("The file ended at " + position + " of " + total.getAsLong() + " bytes"));
            } catch (Unresumable e) {
                throw e;
            } catch (IOException e) {
                resume(e);
            }
        }
    }

    @Override
    public int available() throws IOException {
        checkOpen();
        return file.stream().available();
    }

    private void checkOpen() throws IOException {
        if (ended.isDone()) {
            throw new Unresumable("The stream is closed", causeOfEnd());
        }
    }

    private @Nullable Throwable causeOfEnd() {
        return ended.handle((nothing, failure) -> failure).getNow(null);
    }

    private void resume(IOException broken) throws IOException {
        IOException last = broken;
        RemoteResult.closeUnneeded(file);
        while (true) {
            checkOpen();
            breaks++;
            boolean passing =
                    !(last.getCause() instanceof ExportCommentsException known) || RemoteResult.isPassing(known);
            if (!passing || breaks > RemoteResult.MOST_BREAKS || (position > 0 && validator.isEmpty())) {
                ExportCommentsException error = source.brokenOff(last, position, total);
                throw new Unresumable(String.valueOf(error.getMessage()), error);
            }
            try {
                await(pause(source.pauseAfter(breaks, last.getCause() == null ? last : last.getCause())));
                goOn(await(openRest()));
                return;
            } catch (ExecutionException e) {
                Throwable why = Failures.unwrap(e);
                last = new IOException("The file could not be opened again", source.named(why));
            }
        }
    }

    private CompletableFuture<RemoteFile> openRest() {
        CompletableFuture<RemoteFile> answer =
                source.open(position == 0 ? FileRange.WHOLE : FileRange.from(position, validator));
        opening = answer;
        return answer;
    }

    private void goOn(RemoteFile rest) throws IOException {
        boolean same = rest.offset() == position
                && (rest.validator().isEmpty() || rest.validator().equals(validator))
                && (total.isEmpty()
                        || rest.length().isEmpty()
                        || rest.offset() + rest.length().getAsLong() == total.getAsLong());
        if (!same) {
            RemoteResult.closeUnneeded(rest);
            throw new Unresumable("The file of job " + source.guid() + " has changed since the download started", null);
        }
        file = rest;
        if (ended.isDone()) {
            RemoteResult.closeUnneeded(rest);
        }
    }

    private CompletableFuture<Void> pause(Duration time) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Timekeeper.Timer timer = source.time().schedule(time, () -> over.complete(null));
        over.whenComplete((nothing, failure) -> timer.cancel());
        return over;
    }

    private <T> T await(CompletableFuture<T> step) throws IOException, ExecutionException {
        CompletableFuture<Object> either = CompletableFuture.anyOf(step, ended.handle((nothing, failure) -> true));
        try {
            either.get();
        } catch (InterruptedException e) {
            step.cancel(true);
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("Interrupted while resuming the file");
            interrupted.initCause(e);
            throw new Unresumable("Interrupted while resuming the file", interrupted);
        }
        if (ended.isDone()) {
            step.cancel(true);
            checkOpen();
        }
        try {
            return step.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unresumable("Interrupted while resuming the file", e);
        }
    }

    /** Ends the stream because the client was closed. */
    void closeClient() {
        end(new ClientClosedException(source.context(), null));
    }

    @Override
    public void close() {
        end(null);
    }

    private void end(@Nullable Throwable cause) {
        boolean first = cause == null ? ended.complete(null) : ended.completeExceptionally(cause);
        if (!first) {
            return;
        }
        CompletableFuture<RemoteFile> answer = opening;
        if (answer != null) {
            answer.cancel(true);
        }
        RemoteResult.closeUnneeded(file);
        onClose.accept(this);
    }

    /** What no further attempt can repair. */
    private static final class Unresumable extends IOException {
        Unresumable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
