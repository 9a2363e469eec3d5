package io.exportcomments.cli.internal.batch;

import io.exportcomments.cli.internal.exit.UsageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Which commands of this machine work on an SQLite file: each holds a lock on a file beside it, which ends with the
 * process however that ends. The lock is not on the database itself, where it would get in SQLite's way.
 */
public final class DatabaseLock implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private @Nullable FileLock lock;

    /**
     * Waits for commands that are about to begin.
     *
     * @param database the SQLite file, by any of its names
     * @throws UsageException if the file beside it can't be written
     */
    public DatabaseLock(Path database) {
        file = Path.of(real(database) + "-lock");
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UsageException("can't write " + file + ", which tells commands on the database from each other");
        }
    }

    private static Path real(Path database) {
        try {
            return database.toRealPath();
        } catch (IOException e) {
            throw new UsageException("can't read " + database);
        }
    }

    /** Whether no other command works on the database; none begins until {@link #share}. */
    public boolean isAlone() {
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        } catch (IOException e) {
            throw unusable();
        }
        return lock != null;
    }

    /** Works on the database together with others from now on. */
    public void share() {
        try {
            FileLock before = lock;
            if (before != null) {
                before.release();
            }
            lock = channel.lock(0, Long.MAX_VALUE, true);
        } catch (OverlappingFileLockException e) {
            // Another command in this very process, which the system does not tell from this one.
            lock = null;
        } catch (IOException e) {
            throw unusable();
        }
    }

    private UsageException unusable() {
        return new UsageException("can't lock " + file + "; is it on a network drive?");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest.
            return;
        }
    }
}
