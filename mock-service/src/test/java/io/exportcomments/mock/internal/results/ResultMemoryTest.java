package io.exportcomments.mock.internal.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultMemoryTest {

    /** JSON alone takes some 30 MB, so a heap of 24 MB shows that rows are not kept. */
    @Test
    void hundredThousandRowsAreWrittenInASmallHeap(@TempDir Path directory) throws Exception {
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HundredThousandRows.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        assertThat(Files.size(file(output, "JSON"))).isGreaterThan(20_000_000L);
        assertThat(lines(file(output, "JSON"))).isEqualTo(100_002);
        assertThat(rows(file(output, "XLSX"))).isEqualTo(100_001);
    }

    private static Path file(Path output, String format) throws IOException {
        List<String> lines = Files.readAllLines(output);
        return lines.stream()
                .filter(line -> line.startsWith(format + " "))
                .map(line -> Path.of(line.substring(format.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static long lines(Path file) throws IOException {
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.count();
        }
    }

    private static long rows(Path file) throws IOException {
        try (ReadableWorkbook workbook = new ReadableWorkbook(file.toFile());
                var rows = workbook.getFirstSheet().openStream()) {
            return rows.count();
        }
    }
}
