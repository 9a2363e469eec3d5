package io.exportcomments.internal.download;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.Sent;
import io.exportcomments.internal.ScriptedTransport;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Operation;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A service with one file, whose sending breaks where a test says. */
final class FileService extends ScriptedTransport {
    static final Job JOB = Job.builder(JobGuid.of("j1"), JobStatus.DONE)
            .jsonUrl(URI.create("https://exportcomments.com/exports/x.json"))
            .build();

    byte[] content = bytes(300_000, 1);
    Optional<String> validator = Optional.of("\"v1\"");
    boolean announcesLength = true;
    boolean honoursRanges = true;
    String contentType = "application/json";

    /** How often the file is not there yet. */
    int missing;

    /** After how many bytes each sending breaks; -1 is an opening that fails; when there is none, it is whole. */
    final Deque<Integer> breaks = new ArrayDeque<>();

    final List<FileRange> ranges = new ArrayList<>();
    int open;

    FileService() {
        onOpen = this::send;
        onGet = guid -> CompletableFuture.completedFuture(JOB);
    }

    /** Anything that begins as JSON rows do. */
    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        Random random = new Random(seed);
        for (int i = 0; i < length; i++) {
            // What is neither a quote nor a bracket.
            bytes[i] = (byte) ('0' + random.nextInt(10));
        }
        if (length > 0) {
            bytes[0] = '[';
            bytes[length - 1] = ']';
        }
        return bytes;
    }

    static ConnectionException brokenConnection() {
        return new ConnectionException(ErrorContext.of(Operation.FILE, null), Sent.MAYBE, false, "reset", null);
    }

    private CompletableFuture<RemoteFile> send(URI link, FileRange range) {
        ranges.add(range);
        if (missing > 0) {
            missing--;
            return CompletableFuture.failedFuture(
                    new NotFoundException(ErrorContext.of(Operation.FILE, null).answered(404, null, null), null));
        }
        Integer stopAfter = breaks.poll();
        if (stopAfter != null && stopAfter < 0) {
            return CompletableFuture.failedFuture(brokenConnection());
        }
        boolean part = honoursRanges
                && range.offset() > 0
                && (range.validator().isEmpty() || range.validator().equals(validator));
        int from = part ? (int) range.offset() : 0;
        OptionalLong length = announcesLength ? OptionalLong.of(content.length - from) : OptionalLong.empty();
        open++;
        InputStream body = new Body(content, from, stopAfter);
        return CompletableFuture.completedFuture(
                new RemoteFile(body, from, length, Optional.of(contentType), validator));
    }

    private final class Body extends InputStream {
        private final byte[] bytes;
        private final int end;
        private final boolean cut;
        private int at;
        private boolean closed;

        Body(byte[] bytes, int from, @Nullable Integer stopAfter) {
            this.bytes = bytes;
            this.at = from;
            this.cut = stopAfter != null;
            this.end = stopAfter == null ? bytes.length : Math.min(bytes.length, from + stopAfter);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (closed) {
                throw new IOException("closed");
            }
            if (at == end) {
                if (cut) {
                    throw new IOException("connection reset", brokenConnection());
                }
                return -1;
            }
            int count = Math.min(Math.min(length, 10_000), end - at);
            System.arraycopy(bytes, at, into, offset, count);
            at += count;
            return count;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open--;
            }
        }
    }
}
