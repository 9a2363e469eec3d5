package io.exportcomments.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The bounds on CPU; they themselves are held by the runs that measure. */
class CpuGatesTest {
    private static final List<CpuGates.Gate> GATES = List.of(new CpuGates.Gate("decode-job", "Another", 1.5));

    private static List<PerformancePage.Line> measured(double ours, double busy) {
        return List.of(line("Another", 1_000, 0), line(Comparison.OURS, ours, busy));
    }

    private static PerformancePage.Line line(String side, double nanos, double busy) {
        return new PerformancePage.Line(
                "decode-job", "decode a job", side, nanos, nanos, 100, busy, LocalDate.of(2026, 11, 30));
    }

    @Test
    void whatTakesMoreThanWasReachedIsNamed() {
        assertThat(CpuGates.broken(GATES, measured(1_500, 0.5))).isEmpty();
        assertThat(CpuGates.broken(GATES, measured(1_510, 0.5)))
                .containsExactly("decode-job: 1.51 times the CPU of Another, where 1.50 was reached");
    }

    @Test
    void onABusyMachineNothingIsJudged() {
        assertThat(CpuGates.broken(GATES, measured(9_000, 1.1))).isEmpty();
    }

    @Test
    void aSideThatNobodyMeasuredIsNoGoodNews() {
        List<PerformancePage.Line> alone = List.of(line(Comparison.OURS, 1_000, 0));
        assertThatThrownBy(() -> CpuGates.broken(GATES, alone)).hasMessage("Nobody measured Another");
    }

    @Test
    void eachBoundIsOfARowThatHasTheOther() throws Exception {
        for (CpuGates.Gate gate : CpuGates.all()) {
            if (!gate.row().equals(Row.KEPT_IN_POSTGRESQL.key())) {
                assertThat(sides(gate.row())).as(gate.row()).contains(gate.other());
            }
        }
    }

    private static Set<String> sides(String row) throws Exception {
        Optional<ProgramRow> programs = ProgramRow.of(row);
        if (programs.isPresent()) {
            return programs.get()
                    .sides(URI.create("http://127.0.0.1:1"), Path.of("folder"))
                    .keySet();
        }
        try (Comparison comparison = Row.of(row).begin()) {
            return comparison.sides().keySet();
        }
    }

    @Test
    void otherWorkIsCountedInCores() throws Exception {
        assertThat(OtherWork.cores())
                .isBetween(0.0, (double) Runtime.getRuntime().availableProcessors());
    }
}
