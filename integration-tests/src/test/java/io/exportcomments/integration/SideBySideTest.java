package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both transports live through the same day, and a program can't tell them apart: the service was asked the same, job
 * by job, at the same times, and the program was told the same, to the word. The report is
 * {@code target/side-by-side.txt}.
 */
@Timeout(120)
class SideBySideTest {
    private static final Path REPORT = Project.root().resolve("integration-tests/target/side-by-side.txt");

    private record Day(List<String> outcomes, Map<String, List<String>> journal, Map<String, List<String>> updates) {
        static Day on(TransportProvider transport, Path folder) {
            try (ScriptedDay day = new ScriptedDay(transport, folder)) {
                day.live();
                return new Day(day.outcomes(), day.journal(), day.updates());
            }
        }
    }

    @Test
    void bothTransportsEndTheDayWithTheSameJournalAndTheSameUpdates(@TempDir Path folder) throws IOException {
        Day retrofit = Day.on(RetrofitTransport.create(), Files.createDirectory(folder.resolve("retrofit")));
        Day vertx = Day.on(VertxTransport.create(), Files.createDirectory(folder.resolve("vertx")));
        Files.write(REPORT, report(retrofit, vertx));

        assertThat(retrofit.outcomes()).hasSizeGreaterThan(70);
        assertThat(count(retrofit.journal())).isGreaterThan(500);
        assertThat(vertx.outcomes()).as("what calls came to").isEqualTo(retrofit.outcomes());
        assertThat(vertx.journal()).as("what the service was asked").isEqualTo(retrofit.journal());
        assertThat(vertx.updates()).as("what watches delivered").isEqualTo(retrofit.updates());
    }

    private static List<String> report(Day retrofit, Day vertx) {
        List<String> lines = new ArrayList<>();
        lines.add("One scripted day of the mock service, on both transports");
        lines.add("");
        lines.add(row("", "retrofit", "vertx"));
        lines.add(row(
                "calls of the program",
                retrofit.outcomes().size(),
                vertx.outcomes().size()));
        lines.add(row("requests to the service", count(retrofit.journal()), count(vertx.journal())));
        lines.add(row("jobs", retrofit.journal().size(), vertx.journal().size()));
        lines.add(row("watches", retrofit.updates().size(), vertx.updates().size()));
        lines.add(row("updates delivered", count(retrofit.updates()), count(vertx.updates())));
        lines.add("");
        lines.add("Calls, and what they came to");
        compare(lines, retrofit.outcomes(), vertx.outcomes());
        compare(lines, "Asked of the service about ", retrofit.journal(), vertx.journal());
        compare(lines, "Delivered by the watch of ", retrofit.updates(), vertx.updates());
        return lines;
    }

    private static String row(String name, Object retrofit, Object vertx) {
        return "%-28s %10s %10s".formatted(name, retrofit, vertx);
    }

    private static void compare(
            List<String> lines, String title, Map<String, List<String>> retrofit, Map<String, List<String>> vertx) {
        Set<String> keys = new TreeSet<>(retrofit.keySet());
        keys.addAll(vertx.keySet());
        for (String key : keys) {
            lines.add("");
            lines.add(title + key);
            compare(lines, retrofit.getOrDefault(key, List.of()), vertx.getOrDefault(key, List.of()));
        }
    }

    /** A line that both have stands once; one that differs stands twice. */
    private static void compare(List<String> lines, List<String> retrofit, List<String> vertx) {
        for (int i = 0; i < Math.max(retrofit.size(), vertx.size()); i++) {
            String left = i < retrofit.size() ? retrofit.get(i) : "-";
            String right = i < vertx.size() ? vertx.get(i) : "-";
            if (left.equals(right)) {
                lines.add("  both      " + left);
            } else {
                lines.add("! retrofit  " + left);
                lines.add("! vertx     " + right);
            }
        }
    }

    private static int count(Map<String, List<String>> lines) {
        return lines.values().stream().mapToInt(Collection::size).sum();
    }
}
