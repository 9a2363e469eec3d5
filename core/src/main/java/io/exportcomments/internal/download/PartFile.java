package io.exportcomments.internal.download;

import io.exportcomments.port.Timekeeper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What has been downloaded so far: a hidden file beside the target, {@code .name.random.part}, that becomes the target
 * once it is complete. It is not forced to the disk before: a result can be fetched again, and waiting for the disk
 * costs more than the download.
 *
 * <p>Written by one thread at a time; {@link #discard()} is for any, and ends a write under way.
 */
final class PartFile {
    private static final int LONGEST_PREFIX = 40;
    private static final int MOST_NAMES = 10;

    private final Path target;
    private final Path path;
    private final FileChannel channel;
    private boolean over;

    private PartFile(Path target, Path path, FileChannel channel) {
        this.target = target;
        this.path = path;
        this.channel = channel;
    }

    /**
     * Creates an empty one.
     *
     * @throws FileSystemException with a reason for people, if the target can't be written to
     */
    static PartFile beside(Path wanted, boolean replace, Timekeeper time) throws IOException {
        Path target =
                Files.isSymbolicLink(wanted) && Files.exists(wanted) ? wanted.toRealPath() : wanted.toAbsolutePath();
        check(target, replace);
        IOException taken = new IOException("no free name for a temporary file");
        for (int i = 0; i < MOST_NAMES; i++) {
            Path path = target.resolveSibling(nameFor(target, time));
            try {
                FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                return new PartFile(target, path, channel);
            } catch (FileAlreadyExistsException e) {
                taken.addSuppressed(e);
            }
        }
        throw taken;
    }

    private static String nameFor(Path target, Timekeeper time) {
        String name = String.valueOf(target.getFileName());
        int points = name.codePointCount(0, name.length());
        String prefix = name.substring(0, name.offsetByCodePoints(0, Math.min(points, LONGEST_PREFIX)));
        long random = (long) (time.random() * (1L << 32));
        return "." + prefix + "." + String.format("%08x", random) + ".part";
    }

    private static void check(Path target, boolean replace) throws FileSystemException {
        Path directory = target.getParent();
        if (directory != null && !Files.exists(directory)) {
            throw refusal(target, "the directory " + directory + " does not exist");
        }
        if (directory != null && !Files.isDirectory(directory)) {
            throw refusal(target, directory + " is not a directory");
        }
        if (Files.isDirectory(target)) {
            throw refusal(target, "it is a directory");
        }
        if (Files.exists(target) && !replace) {
            throw refusal(target, "it already exists");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw refusal(target, "it is not a regular file");
        }
    }

    private static FileSystemException refusal(Path target, String reason) {
        return new FileSystemException(target.toString(), null, reason);
    }

    /** Where it is, for those who write it themselves. */
    Path path() {
        return path;
    }

    void write(byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    void restart() throws IOException {
        channel.truncate(0);
    }

    /**
     * Moves it to the target; if several want the same target, the last one stays, each of them complete.
     *
     * @return false if it was discarded before
     */
    synchronized boolean moveIntoPlace(boolean replace) throws IOException {
        if (over) {
            return false;
        }
        channel.close();
        if (replace) {
            move();
        } else {
            moveUnlessThere();
        }
        over = true;
        return true;
    }

    private void move() throws IOException {
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A link fails if a file has appeared in the meantime, which an atomic move would replace. */
    private void moveUnlessThere() throws IOException {
        try {
            Files.createLink(target, path);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | IOException e) {
            Files.move(path, target);
            return;
        }
        Files.deleteIfExists(path);
    }

    /** Deletes it, unless it has become the target. Doing so twice is fine. */
    synchronized void discard() {
        if (over) {
            return;
        }
        over = true;
        try {
            channel.close();
        } catch (IOException e) {
            // The file is deleted: an error about its last bytes does not matter.
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            System.getLogger("io.exportcomments").log(System.Logger.Level.WARNING, "Could not delete " + path, e);
        }
    }
}
