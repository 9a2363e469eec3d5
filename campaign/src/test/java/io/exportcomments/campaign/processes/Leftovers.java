package io.exportcomments.campaign.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Threads and descriptors of this process that were not there before. */
final class Leftovers {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Set<Thread> threads = threads();
    private final Set<String> descriptors = descriptors();

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    /** Sockets and files, and what is there to wait for them; not what the JVM opens for classes. */
    private static Set<String> descriptors() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return Set.of();
        }
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            return all.map(Leftovers::target).filter(Leftovers::counts).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException gone) {
            return "";
        }
    }

    private static boolean counts(String target) {
        return !target.isEmpty()
                && !target.startsWith("/proc/")
                && !target.startsWith("/dev/")
                && !target.endsWith(".jar")
                && !target.endsWith(".so")
                && !target.endsWith("/modules");
    }

    /** What is there now that was not, after a while to end in. */
    List<String> now() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> left = left();
        while (!left.isEmpty() && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(100);
            left = left();
        }
        return left;
    }

    private List<String> left() {
        List<String> left = new ArrayList<>();
        for (Thread thread : threads()) {
            if (!threads.contains(thread) && thread.isAlive() && !isTheJvms(thread)) {
                left.add("thread " + thread.getName() + " "
                        + List.of(thread.getStackTrace()).stream()
                                .limit(6)
                                .map(StackTraceElement::toString)
                                .collect(Collectors.joining(" < ")));
            }
        }
        for (String descriptor : descriptors()) {
            if (!descriptors.contains(descriptor)) {
                left.add("descriptor " + descriptor);
            }
        }
        return left;
    }

    /** The JVM's own, and what OkHttp has once for all clients: idle workers, which end after a minute. */
    private static boolean isTheJvms(Thread thread) {
        if (thread.getName().equals("OkHttp TaskRunner") || thread.getName().equals("Okio Watchdog")) {
            return true;
        }
        ThreadGroup group = thread.getThreadGroup();
        return group == null
                || group.getName().equals("system")
                || group.getName().equals("InnocuousThreadGroup");
    }
}
