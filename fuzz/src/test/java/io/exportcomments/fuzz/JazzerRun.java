package io.exportcomments.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs Jazzer, in a process of its own, on the kept inputs of a subject and on what it makes of them. */
final class JazzerRun {
    /** Those that would take a command's own requests and files for an attack. */
    private static final String WITHOUT = "com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery"
            + File.pathSeparator + "com.code_intelligence.jazzer.sanitizers.FilePathTraversal";

    private final Subject subject;
    private final Path work;
    private final Path dictionary;

    JazzerRun(Subject subject, Path work, Path dictionary) {
        this.subject = subject;
        this.work = work.toAbsolutePath();
        this.dictionary = dictionary.toAbsolutePath();
    }

    /**
     * The smallest set of inputs that reaches what all of them reach, those that were kept and those that were made.
     */
    List<byte[]> run(List<byte[]> kept, long runs) throws IOException, InterruptedException {
        empty(work);
        for (String folder : List.of("kept", "made", "broken", "smallest")) {
            Files.createDirectories(work.resolve(folder));
        }
        Corpus.writeFolder(work.resolve("kept"), kept);
        jazzer("fuzz.log", "-runs=" + runs, "made", "kept");
        jazzer("merge.log", "-merge=1", "smallest", "kept", "made");
        return Corpus.readFolder(work.resolve("smallest"));
    }

    private void jazzer(String log, String option, String... folders) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1500m",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerEntry.class.getName(),
                "--target_args=" + subject.label(),
                "--instrumentation_includes=io.exportcomments.**" + File.pathSeparator + "com.squareup.moshi.**",
                "--disabled_hooks=" + WITHOUT,
                "--reproducer_path=" + work.resolve("broken"),
                "-artifact_prefix=" + work.resolve("broken") + File.separator,
                "-dict=" + dictionary,
                "-max_len=2048",
                "-timeout=60",
                "-verbosity=0",
                option));
        Stream.of(folders).map(folder -> work.resolve(folder).toString()).forEach(command::add);
        Process process = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve(log).toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError(broken(log));
        }
    }

    private static String absolute(String classPath) {
        return String.join(
                File.pathSeparator,
                Stream.of(classPath.split(File.pathSeparator, -1))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    private String broken(String log) throws IOException {
        StringBuilder text = new StringBuilder(subject.label() + " is broken, see " + work.resolve(log));
        try (Stream<Path> files = Files.list(work.resolve("broken"))) {
            for (Path file :
                    files.filter(name -> !name.toString().endsWith(".java")).toList()) {
                text.append("\nby ").append(Corpus.encoded(Files.readAllBytes(file)));
            }
        }
        return text.toString();
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
