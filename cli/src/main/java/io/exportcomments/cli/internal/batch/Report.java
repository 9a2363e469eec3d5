package io.exportcomments.cli.internal.batch;

import io.exportcomments.cli.internal.exit.Mistake;
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
 * What has become of each URL: a line is added for each change, and is on the disk before the next thing is done, so that a run that was
 * killed at any moment can be taken up. The last line of a URL counts. One run at a time has it. Thread-safe.
 */
public final class Report implements AutoCloseable {
    private final Path file;
    private final FileChannel out;
    private final Map<String, Entry> entries = new HashMap<>();

    /**
     * Opens the report, or begins it.
     *
     * @throws Mistake if it can't be read and written, or another run has it
     */
    public Report(Path file) {
        this.file = file;
        try {
            out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new Mistake("can't write the report " + file);
        }
        try {
            lock();
            read();
        } catch (IOException e) {
            close();
            throw new Mistake("can't read the report " + file);
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
            throw new Mistake("another run is at work with the report " + file);
        }
    }

    private void read() throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        text.lines().map(Entry::parse).flatMap(Optional::stream).forEach(entry -> entries.put(entry.url(), entry));
        out.position(out.size());
        if (!text.isEmpty() && !text.endsWith("\n")) {
            // The last run was killed in the middle of a line, which counts for nothing.
            write("\n");
        }
    }

    /** What is known of a URL. */
    public synchronized Entry of(String url) {
        return entries.getOrDefault(url, new Entry(url, Standing.WAITING, null, Instant.EPOCH, ""));
    }

    /** Whether a URL's job is this one. */
    public synchronized boolean has(io.exportcomments.job.JobGuid guid) {
        return entries.values().stream().anyMatch(entry -> guid.equals(entry.guid()));
    }

    /** Notes a change; it is on the disk when this returns. */
    public synchronized void note(Entry entry) {
        entries.put(entry.url(), entry);
        try {
            write(entry.toLine() + "\n");
        } catch (IOException e) {
            throw new Mistake("can't write the report " + file + "; is the disk full?");
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
