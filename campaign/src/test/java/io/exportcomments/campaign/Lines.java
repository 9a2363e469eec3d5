package io.exportcomments.campaign;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.data.ExecutionData;
import org.jacoco.core.data.ExecutionDataReader;
import org.jacoco.core.data.ExecutionDataStore;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of the engine ran in schedules that met each kind of fault, by the data of JaCoCo's agent. Takes it after
 * each schedule, and so needs all schedules to be played one after the other.
 */
final class Lines {
    private static final String AGENT = "org.jacoco.agent.rt.RT";
    private static final List<String> MODULES =
            List.of("core", "update-polling", "update-websocket", "update-webhook", "policy-resilience4j");
    private static final List<String> PACKAGES = List.of(
            "io/exportcomments/internal/watch",
            "io/exportcomments/internal/create",
            "io/exportcomments/update",
            "io/exportcomments/policy");

    private final Object agent;
    private final Path project;
    private final Map<FaultKind, ExecutionDataStore> kinds = new EnumMap<>(FaultKind.class);
    private final ExecutionDataStore calm = new ExecutionDataStore();
    private final ExecutionDataStore all = new ExecutionDataStore();

    private Lines(Object agent, Path project) {
        this.agent = agent;
        this.project = project;
    }

    /** Null if the JVM runs without the agent. */
    static @Nullable Lines of(Path project) {
        try {
            return new Lines(Class.forName(AGENT).getMethod("getAgent").invoke(null), project);
        } catch (ClassNotFoundException | InvocationTargetException noAgent) {
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes what has run since it was last asked for what a schedule met. */
    void take(Set<FaultKind> met) {
        ExecutionDataReader reader = new ExecutionDataReader(new ByteArrayInputStream(data()));
        reader.setSessionInfoVisitor(session -> {});
        reader.setExecutionDataVisitor(data -> {
            add(all, data);
            if (met.isEmpty()) {
                add(calm, data);
            }
            met.forEach(kind -> add(kinds.computeIfAbsent(kind, any -> new ExecutionDataStore()), data));
        });
        try {
            reader.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] data() {
        try {
            return (byte[]) Class.forName("org.jacoco.agent.rt.IAgent")
                    .getMethod("getExecutionData", boolean.class)
                    .invoke(agent, true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(ExecutionDataStore store, ExecutionData data) {
        if (PACKAGES.stream().anyMatch(data.getName()::startsWith)) {
            store.put(new ExecutionData(
                    data.getId(), data.getName(), data.getProbes().clone()));
        }
    }

    /** The lines of each class that ran, or that did not. */
    private Map<String, Set<Integer>> lines(ExecutionDataStore store, boolean ran) throws IOException {
        CoverageBuilder builder = new CoverageBuilder();
        Analyzer analyzer = new Analyzer(store, builder);
        for (String module : MODULES) {
            Path classes = project.resolve(module).resolve("target/classes");
            for (String folder : PACKAGES) {
                if (Files.isDirectory(classes.resolve(folder))) {
                    analyzer.analyzeAll(classes.resolve(folder).toFile());
                }
            }
        }
        Map<String, Set<Integer>> lines = new TreeMap<>();
        for (IClassCoverage one : builder.getClasses()) {
            String file = one.getPackageName() + "/" + one.getSourceFileName();
            for (int line = Math.max(1, one.getFirstLine()); line <= one.getLastLine(); line++) {
                int status = one.getLine(line).getStatus();
                if (status != ICounter.EMPTY && (status != ICounter.NOT_COVERED) == ran) {
                    lines.computeIfAbsent(file, any -> new TreeSet<>()).add(line);
                }
            }
        }
        return lines;
    }

    private static int size(Map<String, Set<Integer>> lines) {
        return lines.values().stream().mapToInt(Set::size).sum();
    }

    private static int sizeWithout(Map<String, Set<Integer>> lines, Map<String, Set<Integer>> others) {
        return lines.entrySet().stream()
                .mapToInt(entry -> (int) entry.getValue().stream()
                        .filter(line ->
                                !others.getOrDefault(entry.getKey(), Set.of()).contains(line))
                        .count())
                .sum();
    }

    /** For people: what each kind met, and what none did. */
    String page() throws IOException {
        Map<String, Set<Integer>> quiet = lines(calm, true);
        Map<String, Set<Integer>> met = lines(all, true);
        Map<String, Set<Integer>> missed = lines(all, false);
        missed.replaceAll((file, lines) -> {
            Set<Integer> left = new TreeSet<>(lines);
            left.removeAll(met.getOrDefault(file, Set.of()));
            return left;
        });
        StringBuilder page = new StringBuilder(String.format(
                Locale.ROOT,
                "Of the engine's %,d lines (watch, create, update-*, policies), %,d ran; %,d of them without any fault.%n%n",
                size(met) + size(missed),
                size(met),
                size(quiet)));
        page.append(
                "| Fault | Lines in schedules that met it | which no schedule without faults ran |\n|---|---:|---:|\n");
        for (Map.Entry<FaultKind, ExecutionDataStore> kind : kinds.entrySet()) {
            Map<String, Set<Integer>> lines = lines(kind.getValue(), true);
            page.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d |%n",
                    kind.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    size(lines),
                    sizeWithout(lines, quiet)));
        }
        page.append("\nLines that no schedule ran:\n\n| File | Lines |\n|---|---|\n");
        missed.forEach((file, lines) -> {
            if (!lines.isEmpty()) {
                page.append("| ")
                        .append(file)
                        .append(" | ")
                        .append(ranges(lines))
                        .append(" |\n");
            }
        });
        return page.append('\n').toString();
    }

    private static String ranges(Set<Integer> lines) {
        StringBuilder text = new StringBuilder();
        int[] sorted = lines.stream().mapToInt(Integer::intValue).toArray();
        for (int i = 0; i < sorted.length; i++) {
            int from = i;
            while (i + 1 < sorted.length && sorted[i + 1] == sorted[i] + 1) {
                i++;
            }
            text.append(text.isEmpty() ? "" : ", ").append(sorted[from]);
            text.append(i > from ? "–" + sorted[i] : "");
        }
        return text.toString();
    }
}
