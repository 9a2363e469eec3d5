package io.exportcomments.campaign.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder on a disk of its own, so small that it can be filled; where nothing may be mounted, a folder like any other.
 * What is on it stays in the folder when it is closed.
 */
final class SmallDisk implements AutoCloseable {
    private static final int MEGABYTES = 24;
    private static final int SECONDS = 20;

    private final Path folder;
    private final Path ballast;
    private boolean mounted;

    /** Wanted is whether it is to be a disk of its own, if that is possible. */
    SmallDisk(Path folder, boolean wanted) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.ballast = folder.resolve("ballast");
        mounted = wanted && run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "tmpfs", folder.toString());
    }

    Path folder() {
        return folder;
    }

    /** Whether it can be filled. */
    boolean isSmall() {
        return mounted;
    }

    /** Leaves no room on it. */
    void fill() {
        byte[] block = new byte[4096];
        try (java.io.OutputStream out = Files.newOutputStream(ballast)) {
            for (int i = 0; i <= MEGABYTES * 256; i++) {
                out.write(block);
            }
        } catch (IOException full) {
            // As it should be.
            return;
        }
        throw new IllegalStateException(folder + " is larger than it should be");
    }

    /** Makes room again. */
    void free() {
        try {
            Files.deleteIfExists(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean run(String... command) {
        try {
            Process one = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return one.waitFor(SECONDS, TimeUnit.SECONDS) && one.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (!mounted) {
            return;
        }
        mounted = false;
        try {
            Path kept = Files.createTempDirectory(folder.getParent(), "disk");
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path one : all.filter(Files::isRegularFile).toList()) {
                    Path copy = kept.resolve(folder.relativize(one).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(one, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            run("umount", "-l", folder.toString());
        }
    }
}
