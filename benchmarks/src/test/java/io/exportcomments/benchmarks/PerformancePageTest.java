package io.exportcomments.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PerformancePageTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 28);

    private static PerformancePage.Line line(Row row, String side, double nanos, double bytes) {
        return new PerformancePage.Line(row.key(), row.title(), side, nanos, 2 * nanos, bytes, 0.5, DAY);
    }

    private static PerformancePage with(PerformancePage page, Row row, double ours, double other) {
        return page.with(
                row.key(), List.of(line(row, "Another", other, other), line(row, Comparison.OURS, ours, ours)));
    }

    @Test
    void tellsHowManyTimesOursTakesWhatAnotherTakes() {
        assertThat(with(PerformancePage.empty(), Row.DECODE_JOB, 3_000, 2_000).text())
                .contains(
                        "| decode-job | decode a job of 0.8 kB | Another | 2.00 | 2,000 | 1.50 | 1.50 | 0.5 | 2026-11-28 | 4.00 |")
                .contains(
                        "| decode-job | decode a job of 0.8 kB | exportcomments | 3.00 | 3,000 |  |  | 0.5 | 2026-11-28 | 6.00 |")
                .contains("Java " + System.getProperty("java.version"));
    }

    @Test
    void bytesThatNobodyCountsAreLeftOut() {
        List<PerformancePage.Line> lines = List.of(
                line(Row.DECODE_JOB, "Another", 2_000, Program.UNKNOWN),
                line(Row.DECODE_JOB, Comparison.OURS, 3_000, 500));
        assertThat(PerformancePage.empty().with("decode-job", lines).text())
                .contains("| Another | 2.00 |  | 1.50 |  | 0.5 | 2026-11-28 |")
                .contains("| exportcomments | 3.00 | 500 |  |  | 0.5 | 2026-11-28 |");
    }

    @Test
    void aProgramSaysWhatItsProcessTook() throws Exception {
        Map<String, Program> sides = ProgramRow.of("download-by-vertx")
                .orElseThrow()
                .sides(URI.create("http://127.0.0.1:1"), Path.of("folder"));
        assertThat(sides).containsOnlyKeys(Comparison.OURS, "curl");
        assertThat(ProgramRow.of("decode-job")).isEmpty();
        try (CannedService service = new CannedService("done")) {
            Map<String, Program> programs = ProgramRow.FIRST_CALL.sides(service.url(), Path.of("folder"));
            Meter.Use use = programs.get(Comparison.OURS).run();
            assertThat(use.nanos()).isPositive();
            assertThat(use.bytes()).isGreaterThan(100_000);
        }
        Meter.Use shell = Program.measured("bash", "-c", "for ((i = 0; i < 20000; i++)); do :; done")
                .run();
        assertThat(shell.nanos()).isPositive();
        assertThat(shell.bytes()).isEqualTo(Program.UNKNOWN);
    }

    @Test
    void rowsThatAreNotMeasuredStay() {
        String before =
                with(PerformancePage.empty(), Row.DECODE_JOB, 3_000, 2_000).text();
        String after =
                with(PerformancePage.of(before), Row.READ_ROWS, 900, 1_000).text();
        assertThat(after.lines()).containsAll(before.lines().toList()).anyMatch(line -> line.contains("read-rows"));
        assertThat(with(PerformancePage.of(after), Row.DECODE_JOB, 1_000, 2_000)
                        .text()
                        .lines())
                .filteredOn(line -> line.startsWith("| decode-job"))
                .hasSize(2)
                .anyMatch(line -> line.contains("| 0.50 |"));
    }

    @Test
    void everyRowHasAnotherToBeComparedWithAndCanBeAskedFor() throws Exception {
        assertThat(Row.of("read-rows")).isEqualTo(Row.READ_ROWS);
        assertThatThrownBy(() -> Row.of("nothing")).hasMessageContaining("There is no row 'nothing'");
        for (Row row : List.of(Row.DECODE_JOB, Row.DECODE_PAGE, Row.READ_ROWS)) {
            try (Comparison comparison = row.begin()) {
                Map<String, Work> sides = comparison.sides();
                assertThat(sides).containsKey(Comparison.OURS).hasSizeGreaterThan(1);
                for (Work work : sides.values()) {
                    assertThat(work.once()).isNotNull();
                }
            }
        }
    }
}
