package io.exportcomments.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * Where one side of a row spends its time, by the JDK's flight recorder: prints, for {@link Profiles}, a line for each
 * kind of thread and each owner of code, with the CPU time that an operation takes there. What the operating system
 * does for a thread counts as time of the thread, and is shared out as its Java code is.
 */
public final class Profile {
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration RECORDED = Duration.ofSeconds(24);
    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(10);

    private Profile() {}

    /** Takes the name of a row, and a side of it. */
    public static void main(String[] args) throws Exception {
        Row row = Row.of(args[0]);
        try (Comparison comparison = row.begin()) {
            Work work = comparison.sides().get(args[1]);
            if (work == null) {
                throw new IllegalArgumentException("The row has no side '" + args[1] + "'");
            }
            repeat(work, WARM_UP);
            Map<String, Map<String, Integer>> samples;
            Map<String, Double> micros = new HashMap<>();
            try (Recording recording = new Recording()) {
                recording.enable("jdk.ExecutionSample").withPeriod(BETWEEN_SAMPLES);
                recording.start();
                Map<String, Long> before = Meter.nanosByKind();
                double operations = (double) repeat(work, RECORDED) * comparison.operations();
                Meter.nanosByKind()
                        .forEach((thread, nanos) ->
                                micros.put(thread, (nanos - before.getOrDefault(thread, 0L)) / operations / 1_000));
                recording.stop();
                samples = samples(recording);
            }
            samples.forEach((thread, owners) -> print(thread, owners, micros.getOrDefault(thread, 0.0)));
        }
        System.exit(0);
    }

    private static long repeat(Work work, Duration time) throws Exception {
        long times = 0;
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            if (work.once() != null) {
                times++;
            }
        }
        return times;
    }

    private static Map<String, Map<String, Integer>> samples(Recording recording) throws IOException {
        Path file = Files.createTempFile("profile", ".jfr");
        try {
            recording.dump(file);
            Map<String, Map<String, Integer>> samples = new HashMap<>();
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                RecordedThread thread = event.getThread("sampledThread");
                if (thread != null && event.getStackTrace() != null && Meter.isCounted(thread.getJavaName())) {
                    samples.computeIfAbsent(Meter.kind(thread.getJavaName()), kind -> new HashMap<>())
                            .merge(owner(event.getStackTrace().getFrames()), 1, Integer::sum);
                }
            }
            return samples;
        } finally {
            Files.delete(file);
        }
    }

    /** Whose code it is: the JDK works for whoever calls it. */
    private static String owner(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String owner = owner(frame.getMethod().getType().getName());
            if (owner != null) {
                return owner;
            }
        }
        return "the JDK";
    }

    private static @Nullable String owner(String type) {
        if (type.startsWith("com.squareup.moshi.") || type.startsWith("okio.")) {
            return "Moshi and Okio";
        }
        if (type.startsWith("com.fasterxml.")) {
            return "Jackson";
        }
        if (type.startsWith("io.netty.") || type.startsWith("io.vertx.")) {
            return "Vert.x and Netty";
        }
        if (type.startsWith("okhttp3.") || type.startsWith("retrofit2.")) {
            return "OkHttp and Retrofit";
        }
        if (type.startsWith("io.github.centrifugal.") || type.startsWith("com.google.protobuf.")) {
            return "centrifuge-java";
        }
        if (type.startsWith("io.exportcomments.benchmarks.")) {
            return "the handler or caller";
        }
        return type.startsWith("io.exportcomments.") ? "exportcomments" : null;
    }

    private static void print(String thread, Map<String, Integer> owners, double micros) {
        double all = owners.values().stream().mapToInt(Integer::intValue).sum();
        owners.forEach((owner, count) ->
                System.out.printf(Locale.ROOT, "%s\t%s\t%.4f%n", thread, owner, micros * count / all));
    }
}
