package io.exportcomments.result.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 100,000 comments become tables in a heap of 64 MiB, at 0.8 × the speed of writing their JSON or faster. Times are
 * those of the CPU, the best of three, and printed; the gate lies lower, for machines on which they waver.
 */
@Timeout(180)
class SmallHeapTablesTest {
    private static final double GATE = 0.35;

    private record Figures(long nanos, long bytes) {}

    @Test
    void hundredThousandCommentsBecomeTables(@TempDir Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HundredThousandComments.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        Map<String, Figures> figures = new LinkedHashMap<>();
        long json = 0;
        for (String line : said.lines().toList()) {
            String[] words = line.split(" ");
            json = Long.parseLong(words[1]);
            figures.put(words[0], new Figures(Long.parseLong(words[2]), Long.parseLong(words[3])));
        }
        assertThat(figures.keySet()).containsExactly("json", "jsonl", "csv", "excel");
        double alone = figures.get("json").nanos();
        for (Map.Entry<String, Figures> format : figures.entrySet()) {
            double speed = alone / format.getValue().nanos();
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.1f MB in %.2f s of CPU, %.1f MB written, %.2f x the speed of JSON%n",
                    format.getKey(),
                    json / 1e6,
                    format.getValue().nanos() / (double) TimeUnit.SECONDS.toNanos(1),
                    format.getValue().bytes() / 1e6,
                    speed);
            assertThat(speed).as(format.getKey()).isGreaterThan(GATE);
        }
        assertThat(Files.readAllLines(folder.resolve("jsonl.jsonl"))).hasSize(100_100);
        checkTable(folder.resolve("csv.csv"));
    }

    private static void checkTable(Path csv) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv)) {
            long rows = 0;
            for (CsvRecord row : reader) {
                List<String> cells = row.getFields();
                assertThat(cells).hasSize(11);
                if (rows == 1000) {
                    assertThat(cells.get(1)).isEqualTo("1000000000000000999");
                    assertThat(cells.get(10)).isEqualTo("0");
                }
                rows++;
            }
            assertThat(rows).isEqualTo(100_101);
        }
    }
}
