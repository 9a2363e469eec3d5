package io.exportcomments.examples.bulk;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of the example. Once it has ended, it is started again after three seconds; each start is told. */
final class Child {
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final String name;
    private final List<String> command;
    private final boolean isOurs;
    private @Nullable Process process;
    private long startAt;

    /**
     * @param isOurs whether it is a program of the example: what it says is shown, and it ends with its input
     */
    Child(String name, List<String> command, boolean isOurs) {
        this.name = name;
        this.command = command;
        this.isOurs = isOurs;
    }

    /** A program of the example. */
    static Child java(String name, Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return new Child(name, command, true);
    }

    static void say(String what) {
        System.out.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + "  " + what);
    }

    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        if (!isOurs) {
            builder.directory(new File("/")).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        Process started = builder.start();
        process = started;
        say(name + " is process " + started.pid());
        if (isOurs) {
            Thread reader = new Thread(() -> tell(started), "what " + name + " says");
            reader.setDaemon(true);
            reader.start();
        }
    }

    private void tell(Process started) {
        new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))
                .lines()
                .forEach(line -> say(name + ": " + line));
    }

    /** Starts it again where it has ended. */
    void attend() throws IOException {
        Process last = process;
        if (last == null || last.isAlive()) {
            return;
        }
        if (startAt == 0) {
            startAt = System.nanoTime() + PAUSE.toNanos();
            say(name + ", process " + last.pid() + ", has ended: it is started again in " + PAUSE.toSeconds() + " s");
        } else if (System.nanoTime() - startAt >= 0) {
            startAt = 0;
            start();
        }
    }

    /** Lets it end: by its input, or by a signal, and where that does not help, at once. */
    void end() throws IOException, InterruptedException {
        Process last = process;
        if (last == null) {
            return;
        }
        last.getOutputStream().close();
        if (!isOurs) {
            last.destroy();
        }
        if (!last.waitFor(20, TimeUnit.SECONDS)) {
            last.destroyForcibly();
        }
    }

    /** Ends it, and waits for nothing. */
    void kill() {
        Process last = process;
        if (last != null) {
            last.destroy();
        }
    }

    /** Waits until it is gone, and leaves it no more than two seconds for that. */
    void awaitEnd() {
        Process last = process;
        if (last == null) {
            return;
        }
        try {
            if (!last.waitFor(2, TimeUnit.SECONDS)) {
                last.destroyForcibly().waitFor(2, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            last.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
