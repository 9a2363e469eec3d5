package io.exportcomments.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A class with a {@code main}, run by a JVM of its own on the class path of the tests, which may be killed, stopped and
 * run out of what a process needs. For Linux and macOS; limits are for Linux alone. Thread-safe; whoever starts it
 * closes it, which kills it.
 */
public final class JavaProgram implements AutoCloseable {
    private static final int SLOWEST_SECONDS = 20;

    private final Process process;

    private JavaProgram(Process process) {
        this.process = process;
    }

    /**
     * Starts a program that writes to a file.
     *
     * @param heapMegabytes how large its heap may get
     * @param output where its output goes, errors included; what is there stays
     * @throws UncheckedIOException if it can't be started
     */
    public static JavaProgram start(Class<?> program, int heapMegabytes, Path output, List<String> arguments) {
        return started(new ProcessBuilder(command(program, heapMegabytes, arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())));
    }

    /**
     * Starts a program that talks: each line of its output is heard by a thread of its own, and it is told lines.
     *
     * @param heapMegabytes how large its heap may get
     * @param errors where its error output goes; what is there stays
     * @throws UncheckedIOException if it can't be started
     */
    public static JavaProgram start(
            Class<?> program, int heapMegabytes, Path errors, List<String> arguments, Consumer<String> lines) {
        JavaProgram started = started(new ProcessBuilder(command(program, heapMegabytes, arguments))
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile())));
        Thread reader = new Thread(() -> started.read(lines), program.getSimpleName() + "-output");
        reader.setDaemon(true);
        reader.start();
        return started;
    }

    private static List<String> command(Class<?> program, int heapMegabytes, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx" + heapMegabytes + "m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(arguments);
        return command;
    }

    private static JavaProgram started(ProcessBuilder builder) {
        try {
            return new JavaProgram(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Consumer<String> lines) {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.accept(line);
            }
        } catch (IOException e) {
            // Killed in the middle of a line.
            lines.accept("");
        }
    }

    /** The number that the system knows it by. */
    public long pid() {
        return process.pid();
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Writes a line to its input; without effect if it has ended. */
    public void tell(String line) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Ends it at once, by a signal that it can't hear of, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(SLOWEST_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Process " + process.pid() + " can't be killed");
        }
    }

    /** Waits until it ends by itself; says whether it did in time, and without an error. */
    public boolean endsWell(Duration bound) throws InterruptedException {
        return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
    }

    /** Stops it where it is, until {@link #goOn()}. */
    public void pause() throws InterruptedException {
        run("kill", "-STOP", Long.toString(process.pid()));
    }

    /** Lets it go on after {@link #pause()}. */
    public void goOn() throws InterruptedException {
        run("kill", "-CONT", Long.toString(process.pid()));
    }

    /** How many descriptors it has open. */
    public int descriptors() {
        String[] open =
                Path.of("/proc", Long.toString(process.pid()), "fd").toFile().list();
        return open == null ? 0 : open.length;
    }

    /** Whether {@link #limitDescriptors} and {@link #limitFiles} work on this machine. */
    public static boolean hasLimits() {
        return Files.isDirectory(Path.of("/proc/self/fd"))
                && (Files.isExecutable(Path.of("/usr/bin/prlimit")) || Files.isExecutable(Path.of("/bin/prlimit")));
    }

    /** Lets it have so many descriptors at most, those that it has included; -1 for as many as at first. */
    public void limitDescriptors(long most) throws InterruptedException {
        limit("nofile", most);
    }

    /** Lets it write files of so many bytes at most, those that are there included; -1 for as many as at first. */
    public void limitFiles(long mostBytes) throws InterruptedException {
        limit("fsize", mostBytes);
    }

    private void limit(String what, long most) throws InterruptedException {
        String limit = most < 0 ? atFirst(what) : Long.toString(most);
        run("prlimit", "--pid", Long.toString(process.pid()), "--" + what + "=" + limit + ":");
    }

    /** The JVM begins with as many descriptors as it may ever have, and with files of any size. */
    private String atFirst(String what) {
        if (what.equals("fsize")) {
            return "unlimited";
        }
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "limits")).stream()
                    .filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.trim().split("\\s+")[4])
                    .findFirst()
                    .orElse("unlimited");
        } catch (IOException ended) {
            return "unlimited";
        }
    }

    /** Of a process that has ended meanwhile nothing is changed. */
    private void run(String... command) throws InterruptedException {
        try {
            Process one = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!one.waitFor(SLOWEST_SECONDS, TimeUnit.SECONDS) || (one.exitValue() != 0 && process.isAlive())) {
                throw new IllegalStateException("Failed: " + String.join(" ", command));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
