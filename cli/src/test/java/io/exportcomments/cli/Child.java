package io.exportcomments.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The real command, as a process of its own. */
final class Child implements AutoCloseable {
    private static final int BOUND_SECONDS = 60;

    private final Process process;
    private final Lines out;
    private final Lines err;

    private Child(Process process, Lines out, Lines err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.exportcomments.cli.Main");
    }

    /** Runs the command until something is printed that the predicate wants, or to its end. */
    static Child start(Map<String, String> environment, Predicate<String> awaited, String... arguments) {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of(arguments));
        return start(command, environment, Path.of(""), awaited);
    }

    static Child start(List<String> command, Map<String, String> environment, Path folder, Predicate<String> awaited) {
        return start(command, environment, folder, awaited, true);
    }

    private static Child start(
            List<String> command,
            Map<String, String> environment,
            Path folder,
            Predicate<String> awaited,
            boolean waits) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toAbsolutePath().toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("EXPORTCOMMENTS_") || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            CountDownLatch seen = new CountDownLatch(1);
            Child child = new Child(
                    process,
                    new Lines(process.getInputStream(), awaited, seen),
                    new Lines(process.getErrorStream(), awaited, seen));
            if (waits && !seen.await(BOUND_SECONDS, TimeUnit.SECONDS)) {
                child.close();
                throw new AssertionError("It said nothing of the kind: " + child.out.text() + child.err.text());
            }
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs the command, which says nothing for now. */
    static Child started(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of(arguments));
        return start(command, environment, Path.of(""), line -> true, false);
    }

    /** Waits until something outside that it does has happened. */
    void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new AssertionError("It did not come about: " + out.soFar() + err.soFar());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Runs the command to its end. */
    static Child run(Map<String, String> environment, String... arguments) {
        Child child = start(environment, line -> true, arguments);
        child.code();
        return child;
    }

    int code() {
        try {
            if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
                close();
                throw new AssertionError("It did not end: " + out.text() + err.text());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Does what Ctrl-C does, and returns the exit code that this gives. Where this process ignores that signal, its
     * children do so too, and are sent the other one that ends them politely.
     */
    int interrupt() {
        boolean term = ignores(2);
        int code = signal(term ? "TERM" : "INT");
        return term && code == 143 ? 130 : code;
    }

    /** Sends a signal that ends programs, and returns the exit code that this gives. */
    int signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return code();
    }

    /** Whether this process ignores the end of its terminal, as with nohup: its children do so too. */
    static boolean ignoresHangUps() {
        return ignores(1);
    }

    private static boolean ignores(int signal) {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(
                            line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1L << (signal - 1)) != 0);
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends it at once, as nothing that it could do anything about does; returns the exit code. */
    int kill() {
        process.destroyForcibly();
        return code();
    }

    /** Gives it a line to read. */
    void type(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what it reads. */
    void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String out() {
        return out.text();
    }

    /** What it has printed by now, while it runs on. */
    String outSoFar() {
        return out.soFar();
    }

    String errSoFar() {
        return err.soFar();
    }

    String err() {
        return err.text();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Collects what a stream says; counts down when it said what was awaited, or ended. */
    private static final class Lines {
        private final CompletableFuture<Void> over;
        private final List<String> said = new CopyOnWriteArrayList<>();

        private Lines(InputStream stream, Predicate<String> awaited, CountDownLatch seen) {
            over = CompletableFuture.runAsync(
                    () -> {
                        try (BufferedReader lines =
                                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                                said.add(line);
                                if (awaited.test(line)) {
                                    seen.countDown();
                                }
                            }
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        } finally {
                            seen.countDown();
                        }
                    },
                    task -> new Thread(task, "child-output").start());
        }

        private String soFar() {
            return said.stream().map(line -> line + "\n").collect(Collectors.joining());
        }

        private String text() {
            over.completeOnTimeout(null, BOUND_SECONDS, TimeUnit.SECONDS).join();
            return soFar();
        }
    }
}
