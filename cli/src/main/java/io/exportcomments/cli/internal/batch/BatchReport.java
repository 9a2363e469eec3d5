package io.exportcomments.cli.internal.batch;

import io.exportcomments.cli.internal.exit.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The state of each URL of a batch: each change adds a line, which is on disk before the next step, so a run that is
 * killed at any moment can be resumed. The last line of a URL counts. Only one run at a time can use it. Thread-safe.
 */
public final class BatchReport implements AutoCloseable {
    private final Path file;
    private final FileChannel out;
    private final Map<String, ReportEntry> entries = new HashMap<>();

    /** When the creation of each URL was last sent. */
    private final Map<String, Instant> sendings = new HashMap<>();

    /**
     * Opens the report, or begins it.
     *
     * @throws UsageException if it can't be read and written, or another run has it
     */
    public BatchReport(Path file) {
        this.file = file;
        try {
            out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UsageException("can't write the report " + file);
        }
        try {
            lock();
            read();
        } catch (IOException e) {
            close();
            throw new UsageException("can't read the report " + file);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void lock() throws IOException {
        FileLock lock;
        try {
            lock = out.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new UsageException("another run is using the report " + file);
        }
    }

    private void read() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (TextFile.isMarkedWide(bytes)) {
            throw new UsageException("the report " + file + " is not UTF-8 text; save it as UTF-8");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        text.lines()
                .map(TextFile::withoutMark)
                .map(ReportEntry::parse)
                .flatMap(Optional::stream)
                .forEach(this::take);
        out.position(out.size());
        if (!text.isEmpty() && !text.endsWith("\n")) {
            // The last run was killed in the middle of a line, which counts for nothing.
            write("\n");
        }
    }

    private void take(ReportEntry entry) {
        entries.put(entry.url(), entry);
        if (entry.status() == ReportStatus.SENDING) {
            sendings.put(entry.url(), entry.at());
        }
    }

    /** The newest entry of a URL. */
    public synchronized ReportEntry of(String url) {
        return entries.getOrDefault(url, new ReportEntry(url, ReportStatus.WAITING, null, Instant.EPOCH, ""));
    }

    /** When the creation of a URL was last sent, if that is known; else since when its standing is what it is. */
    public synchronized Instant sentAt(String url) {
        return sendings.getOrDefault(url, of(url).at());
    }

    /** Adds an entry; it is on disk when this returns. */
    public synchronized void add(ReportEntry entry) {
        take(entry);
        try {
            write(entry.toLine() + "\n");
        } catch (IOException e) {
            throw new UsageException("can't write the report " + file + "; is the disk full?");
        }
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
        out.force(false);
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            // All that counts was forced to the disk before.
            return;
        }
    }
}
