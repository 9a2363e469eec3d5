package io.exportcomments.mock.centrifugo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder in the build's output with a script for node and the packages that it needs, by its lock file. */
final class NodeFolder {

    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc", "client.js");
    private static final int INSTALL_MINUTES = 3;

    private final Path folder;

    private NodeFolder(Path folder) {
        this.folder = folder;
    }

    /** Installs the packages unless that was done; skips the test where there is no npm. */
    static synchronized NodeFolder installed() {
        assumeTrue(
                onPath("node") && onPath("npm"),
                "Centrifugo's JavaScript client was not tried: node and npm are not on the PATH; install Node.js 18 or newer");
        Path folder = Path.of("target", "centrifuge-js").toAbsolutePath();
        try {
            boolean same = copy(folder);
            if (!same || !Files.exists(folder.resolve("node_modules/.package-lock.json"))) {
                install(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new NodeFolder(folder);
    }

    Process run(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(
                            Redirect.appendTo(folder.resolve("errors.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the lock file was there as it is. */
    private static boolean copy(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path lock = folder.resolve("package-lock.json");
        byte[] before = Files.exists(lock) ? Files.readAllBytes(lock) : new byte[0];
        for (String file : FILES) {
            try (InputStream in = NodeFolder.class.getResourceAsStream("/centrifuge-js/" + file)) {
                write(folder.resolve(file), in.readAllBytes());
            }
        }
        return Arrays.equals(before, Files.readAllBytes(lock));
    }

    /** Leaves what is there as it is: a process of another test may be about to read it. */
    private static void write(Path file, byte[] bytes) throws IOException {
        if (!Files.exists(file) || !Arrays.equals(bytes, Files.readAllBytes(file))) {
            Files.write(file, bytes);
        }
    }

    private static void install(Path folder) throws IOException {
        Path log = folder.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES);
            npm.destroyForcibly();
            assertThat(ended && npm.exitValue() == 0)
                    .as("npm ci in %s: %s", folder, Files.readString(log))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean onPath(String command) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");
        String path = System.getenv().getOrDefault("PATH", "");
        return !windows
                && Stream.of(path.split(File.pathSeparator))
                        .anyMatch(part -> Files.isExecutable(Path.of(part, command)));
    }
}
