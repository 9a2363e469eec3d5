package io.exportcomments.benchmarks;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import io.vertx.core.impl.VertxImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import okhttp3.OkHttp;

/** What is measured with, in a sentence. */
final class Machine {
    private Machine() {}

    static String text() {
        return "Java " + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores of "
                + processor() + ", " + System.getProperty("os.name") + "; Jackson " + PackageVersion.VERSION
                + ", OkHttp "
                + OkHttp.VERSION + ", Vert.x " + VertxImpl.version() + ".";
    }

    private static String processor() {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.exists(file)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
