package io.exportcomments.cli.internal.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process's standard output is. */
public final class StandardOutput {
    private static final Path DESCRIPTOR = Path.of("/proc/self/fd/1");

    private StandardOutput() {}

    /** Whether it goes to another program; false, too, where the system does not say. */
    public static boolean isPipe() {
        try {
            String target = Files.readSymbolicLink(DESCRIPTOR).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:") || isFifo(target);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static boolean isFifo(String target) throws IOException {
        return !target.startsWith("/dev/")
                && Files.readAttributes(DESCRIPTOR, "isOther").containsValue(true);
    }
}
