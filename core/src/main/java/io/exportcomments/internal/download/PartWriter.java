package io.exportcomments.internal.download;

import io.exportcomments.internal.log.LibraryLog;
import io.exportcomments.job.DownloadListener;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What has been fetched of one file so far, and what is still missing. Used by one thread after the other;
 * {@link #discard()} is for any thread.
 */
final class PartWriter {
    private static final int PIECE = 64 * 1024;

    private final PartFile file;
    private final ResultCheck check;
    private final DownloadListener listener;
    private volatile long position;
    private volatile long furthest;
    private volatile OptionalLong total = OptionalLong.empty();
    private volatile Optional<String> validator = Optional.empty();
    private volatile boolean page;
    private volatile boolean listenerFailed;

    PartWriter(PartFile file, ResultCheck check, DownloadListener listener) {
        this.file = file;
        this.check = check;
        this.listener = listener;
    }

    /** What to ask for next: the rest if it can be told which file it belongs to, otherwise the whole. */
    FileRange missing() {
        return position > 0 && validator.isPresent() ? FileRange.from(position, validator) : FileRange.WHOLE;
    }

    /** Asks for the whole next time. */
    void giveUpResuming() {
        validator = Optional.empty();
    }

    /** How many bytes are written. */
    long position() {
        return position;
    }

    /** How many bytes were ever written: more than {@link #position()} after starting over. */
    long furthest() {
        return furthest;
    }

    /** How many bytes the file has, if the service said so. */
    OptionalLong total() {
        return total;
    }

    /** Whether all bytes that the service announced are there. */
    boolean isComplete() {
        OptionalLong all = total;
        return all.isPresent() && position == all.getAsLong();
    }

    /** Gets ready for an answer; false if it does not continue what is there, which is thrown away then. */
    boolean prepareFor(RemoteFile answer) throws IOException {
        OptionalLong whole = answer.length().isPresent()
                ? OptionalLong.of(answer.offset() + answer.length().getAsLong())
                : OptionalLong.empty();
        boolean continues = answer.offset() == position
                && (answer.validator().isEmpty() || answer.validator().equals(validator))
                && (whole.isEmpty() || total.isEmpty() || whole.equals(total))
                && answer.contentType().map(PartWriter::isPage).orElse(false).equals(page);
        if (answer.offset() > 0 && !continues) {
            validator = Optional.empty();
            total = OptionalLong.empty();
            empty();
            return false;
        }
        if (answer.offset() == 0) {
            empty();
            validator = answer.validator();
            total = whole;
            page = answer.contentType().map(PartWriter::isPage).orElse(false);
        }
        return true;
    }

    private static boolean isPage(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith("text/html");
    }

    private void empty() throws IOException {
        if (position > 0) {
            file.restart();
        }
        position = 0;
        check.restart();
    }

    /**
     * Reads to the end.
     *
     * @return what broke; null if nothing did
     * @throws IOException if this machine can't write it
     * @throws io.exportcomments.error.UnreadableAnswerException if it does not begin as the result does
     */
    @Nullable IOException copy(InputStream stream, BooleanSupplier cancelled) throws IOException {
        byte[] piece = new byte[PIECE];
        while (!cancelled.getAsBoolean()) {
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
                check.take(piece, 0, length, total.isPresent());
                file.write(piece, length);
                wrote(length);
            }
            if (broken != null || end) {
                return broken != null ? broken : shortage();
            }
        }
        return null;
    }

    private @Nullable IOException shortage() {
        return total.isEmpty() || isComplete()
                ? null
                : new IOException("The file ended after " + position + " of " + total.getAsLong() + " bytes");
    }

    private void wrote(int bytes) {
        long now = position + bytes;
        position = now;
        furthest = Math.max(furthest, now);
        try {
            listener.progress(now, total);
        } catch (RuntimeException e) {
            if (!listenerFailed) {
                listenerFailed = true;
                LibraryLog.get()
                        .log(System.Logger.Level.WARNING, "A download listener failed; the download goes on", e);
            }
        }
    }

    /**
     * Whether all of it is the result and not something else.
     *
     * @throws io.exportcomments.error.UnreadableAnswerException if it is not
     */
    boolean isTheResult() {
        check.end(total.isPresent());
        return true;
    }

    /** Makes it the target; false if it was discarded before. */
    boolean moveIntoPlace(boolean replace) throws IOException {
        return file.moveIntoPlace(replace);
    }

    /** Deletes it, unless it has become the target. */
    void discard() {
        file.discard();
    }
}
