package io.exportcomments.cli.internal.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private volatile String source = "polling";

    private static JobUpdate update(JobStatus status, Long exported, Long total) {
        Job job = Job.builder(JobGuid.of("a"), status)
                .totalExported(exported)
                .total(total)
                .build();
        return new JobUpdate(job, 1, "polling", Instant.EPOCH);
    }

    @Test
    void showsStatusBarShareCountTimeAndSource() {
        ProgressLine line = new ProgressLine(80, false, false);
        assertThat(line.of(update(JobStatus.PROGRESS, 750L, 1500L), "polling", Duration.ofSeconds(72)))
                .isEqualTo("progress  ###############...............  50%  750/1,500  1:12  polling");
        assertThat(line.of(update(JobStatus.QUEUEING, null, null), "polling", Duration.ZERO))
                .isEqualTo("queueing  0:00  polling");
        assertThat(line.of(update(JobStatus.PROGRESS, 7L, null), "polling", Duration.ofSeconds(3_723)))
                .isEqualTo("progress  7  1:02:03  polling");
    }

    @Test
    void digitsAreTheSameInEveryLocale() {
        Locale usual = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            ProgressLine line = new ProgressLine(80, false, false);
            assertThat(line.of(update(JobStatus.PROGRESS, 750L, 1500L), "polling", Duration.ofSeconds(3_723)))
                    .matches("\\p{ASCII}+")
                    .contains(" 50%  750/1,500  1:02:03 ");
            assertThat(JsonLine.of("x").put("a", "\u00e9").toString()).isEqualTo("{\"type\":\"x\",\"a\":\"\\u00e9\"}");
        } finally {
            Locale.setDefault(usual);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 45, 60, 80, 200})
    void fitsTheTerminal(int columns) {
        ProgressLine line = new ProgressLine(columns, true, true);
        String shown = line.of(update(JobStatus.PROGRESS, 123_456L, 1_234_567L), "polling", Duration.ofSeconds(59));
        assertThat(shown.replaceAll("\u001b\\[\\d+m", ""))
                .hasSizeLessThan(columns)
                .startsWith("progress");
    }

    private Terminal terminal(Map<String, String> environment) {
        return new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("tty.out", "true", "tty.err", "true", "columns", "80")::get,
                environment::get);
    }

    @Test
    void oneLineIsRewrittenAndWipedBeforeTheNext() {
        Terminal terminal = terminal(Map.of("TERM", "xterm", "NO_COLOR", "1"));
        try (Progress progress = OutputMode.HUMAN.progress(terminal, update -> source)) {
            progress.update(update(JobStatus.PROGRESS, 1L, 2L));
            progress.update(update(JobStatus.PROGRESS, 2L, 2L));
        }
        terminal.result("file");
        String shown = err.toString(StandardCharsets.UTF_8);
        assertThat(shown)
                .startsWith("\rprogress")
                .contains("50%", "100%")
                .endsWith("\r\u001b[K")
                .doesNotContain("\n", "\u001b[3");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("file\n");
    }

    @Test
    void theLineSaysWhichSourceIsInUseAlsoAfterAFailover() {
        Terminal terminal = terminal(Map.of("TERM", "xterm", "NO_COLOR", "1"));
        try (Progress progress = OutputMode.HUMAN.progress(terminal, update -> source)) {
            source = "websocket";
            progress.update(update(JobStatus.PROGRESS, 1L, 2L));
            source = "polling";
            progress.update(update(JobStatus.PROGRESS, 1L, 2L));
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).containsSubsequence("0:00  websocket", "0:00  polling");
    }

    @Test
    void coloursAreForTerminalsThatWantThem() {
        assertThat(terminal(Map.of()).coloursResults()).isTrue();
        assertThat(terminal(Map.of("NO_COLOR", "1")).coloursResults()).isFalse();
        assertThat(terminal(Map.of("TERM", "dumb")).coloursResults()).isFalse();
        assertThat(terminal(Map.of("TERM", "dumb")).showsRemarks()).isFalse();
    }

    @Test
    void aSecretIsPrintedNowhere() {
        Terminal terminal = terminal(Map.of());
        terminal.hide("Secret123");
        terminal.result("a Secret123 b");
        terminal.error("Secret123");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a *** b\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("***").doesNotContain("Secret");
    }

    @Test
    void jsonIsAsciiWhateverIsInIt() {
        assertThat(JsonLine.of("x")
                        .put("a", "\"\\\n\u00e9\ud83d\ude00")
                        .put("b", (Object) null)
                        .put("c", 5)
                        .toString())
                .isEqualTo("{\"type\":\"x\",\"a\":\"\\\"\\\\\\u000a\\u00e9\\ud83d\\ude00\",\"b\":null,\"c\":5}");
    }
}
