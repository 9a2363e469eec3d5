package io.exportcomments.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/** A program that is run as a process, and says what it took. */
record Program(List<String> command) {
    /** What takes the place of bytes that nobody counts. */
    static final long UNKNOWN = -1;

    /** A class with a main method that prints, in a line, nanoseconds on a CPU and bytes allocated. */
    static Program java(Class<?> main, List<String> flags, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new Program(command);
    }

    /** Another's program, whose time on a CPU the shell measures. */
    static Program measured(String... command) {
        List<String> shell = new ArrayList<>(
                List.of("bash", "-c", "TIMEFORMAT='%3U %3S'; exec 3>&2; { time \"$@\" 2>&3; } 2>&1", "bash"));
        shell.addAll(List.of(command));
        return new Program(shell);
    }

    /** Runs it to its end. */
    Meter.Use run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command.get(0) + " ended with " + process.exitValue() + ": " + said);
        }
        return command.get(0).equals("bash") ? timed(said) : counted(said);
    }

    private static Meter.Use counted(String said) {
        try (Scanner figures = new Scanner(said)) {
            long nanos = figures.nextLong();
            return new Meter.Use(figures.nextLong(), nanos);
        }
    }

    private static Meter.Use timed(String said) {
        String[] figures = said.strip().split(" ");
        double seconds = Double.parseDouble(figures[0]) + Double.parseDouble(figures[1]);
        return new Meter.Use(UNKNOWN, Math.round(seconds * 1e9));
    }
}
