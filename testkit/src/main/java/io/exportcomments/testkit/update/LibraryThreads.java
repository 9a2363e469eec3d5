package io.exportcomments.testkit.update;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The threads of the library, by their names: its own, and those that OkHttp names itself. The mock's are not among them, nor is
 * Okio's watchdog, which a virtual machine has once for all users of Okio.
 */
public final class LibraryThreads {
    private static final Pattern NAME = Pattern.compile("exportcomments-(?!mock-).*|OkHttp.*");

    private LibraryThreads() {}

    /** Those that live now. */
    public static Set<Thread> now() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread.isAlive() && NAME.matcher(thread.getName()).matches())
                .collect(Collectors.toSet());
    }

    /** Those that live now and did not before, and do not end within the bound. */
    public static Set<Thread> leftAfter(Duration bound, Set<Thread> before) {
        long end = System.nanoTime() + bound.toNanos();
        Set<Thread> left = new HashSet<>(now());
        left.removeAll(before);
        for (Thread thread : Set.copyOf(left)) {
            try {
                long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                thread.join(Math.max(1, millis));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return left;
            }
            if (!thread.isAlive()) {
                left.remove(thread);
            }
        }
        return left;
    }
}
