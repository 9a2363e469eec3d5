package io.exportcomments.testkit.update;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The threads of the library, by their names: its own, and those that OkHttp names itself. Not among them are the
 * mock's, and what a virtual machine has once for all users: Okio's watchdog, and OkHttp's idle workers, which end
 * after a minute.
 */
public final class LibraryThreads {
    private static final Pattern NAME = Pattern.compile("exportcomments-(?!mock-).*|OkHttp.*");
    private static final String OKHTTP = "OkHttp ";
    private static final String WORKER = "OkHttp ConnectionPool";
    private static final String IDLE_WORKER = "OkHttp TaskRunner";
    private static final long LOOK_MILLIS = 20;

    private LibraryThreads() {}

    /** Those that live now. */
    public static Set<Thread> now() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(LibraryThreads::isOneOfThem)
                .collect(Collectors.toSet());
    }

    /**
     * Those that live now and did not before, without OkHttp's workers: a virtual machine has these once, for all
     * clients.
     */
    public static Set<Thread> since(Set<Thread> before) {
        Set<Thread> now = new HashSet<>(now());
        now.removeAll(before);
        now.removeIf(thread -> thread.getName().startsWith(WORKER));
        return now;
    }

    private static boolean isOneOfThem(Thread thread) {
        String name = thread.getName();
        return thread.isAlive() && NAME.matcher(name).matches() && !name.equals(IDLE_WORKER) && !awaitsTasks(thread);
    }

    /** A worker of OkHttp's, which keeps the name of its last task while it waits for the next one of any client. */
    private static boolean awaitsTasks(Thread thread) {
        return thread.getName().startsWith(OKHTTP)
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith("okhttp3.internal.concurrent.TaskRunner")
                                && frame.getMethodName().equals("awaitTaskToRun"));
    }

    /** Those that live now and did not before, and do not end within the bound. */
    public static Set<Thread> leftAfter(Duration bound, Set<Thread> before) {
        long end = System.nanoTime() + bound.toNanos();
        Set<Thread> left = new HashSet<>(now());
        left.removeAll(before);
        while (!left.isEmpty() && System.nanoTime() < end) {
            try {
                left.iterator().next().join(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return left;
            }
            left.removeIf(thread -> !isOneOfThem(thread));
        }
        return left;
    }
}
