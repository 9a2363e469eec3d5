package io.exportcomments.cli.internal.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.cli.internal.batch.ReportEntry;
import io.exportcomments.cli.internal.batch.ReportStatus;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table of many exports, as a person sees it. */
class BatchProgressTest {
    private static final String VIDEO = "https://www.youtube.com/watch?v=";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private volatile Optional<String> held = Optional.empty();

    private Terminal terminal(boolean tty) {
        Map<String, String> facts = tty ? Map.of("tty.out", "true", "tty.err", "true", "columns", "80") : Map.of();
        return new Terminal(stream, stream, facts::get, Map.of("TERM", "xterm")::get);
    }

    private BatchProgress progress(boolean tty, int urls) {
        List<ReportEntry> all = IntStream.range(0, urls)
                .mapToObj(i -> entry(i, ReportStatus.WAITING, ""))
                .toList();
        return new BatchProgress(terminal(tty), OutputMode.HUMAN, all, () -> held, new ElapsedTime(() -> 0L));
    }

    private static ReportEntry entry(int number, ReportStatus status, String note) {
        boolean known =
                status != ReportStatus.WAITING && status != ReportStatus.SENDING && status != ReportStatus.REFUSED;
        return new ReportEntry(VIDEO + number, status, known ? JobGuid.of("job-" + number) : null, Instant.EPOCH, note);
    }

    private static void seen(BatchProgress progress, int number, long exported, long total) {
        Job job = Job.builder(JobGuid.of("job-" + number), JobStatus.PROGRESS)
                .totalExported(exported)
                .total(total)
                .build();
        progress.updated(VIDEO + number, new JobUpdate(job, 1, "polling", Instant.EPOCH));
    }

    private List<String> screen() {
        return Screen.of(printed.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theTableShowsHowManyStandWhereAndWhatGoesOn() {
        try (BatchProgress progress = progress(true, 200)) {
            progress.changed(entry(0, ReportStatus.DONE, ""));
            progress.changed(entry(1, ReportStatus.CREATED, ""));
            seen(progress, 1, 750, 1500);
            progress.changed(entry(2, ReportStatus.CREATED, ""));
            progress.changed(entry(3, ReportStatus.SENDING, ""));
            progress.show();

            assertThat(screen())
                    .containsExactly(
                            "200 URLs: 196 waiting, 1 sending, 2 created, 1 done  0:00",
                            "  progress  750/1,500 50%                https://www.youtube.com/watch?v=1",
                            "  created                                https://www.youtube.com/watch?v=2",
                            "  sending                                https://www.youtube.com/watch?v=3");
        }
    }

    @Test
    void itIsRewrittenInItsPlaceAndGoneAtTheEnd() {
        try (BatchProgress progress = progress(true, 3)) {
            progress.changed(entry(0, ReportStatus.CREATED, ""));
            progress.changed(entry(1, ReportStatus.CREATED, ""));
            progress.show();
            progress.changed(entry(0, ReportStatus.DONE, ""));
            progress.show();

            assertThat(screen()).hasSize(2).last().asString().endsWith("v=1");
        }
        assertThat(screen()).containsExactly("");
    }

    @Test
    void whatIsPrintedMeanwhileStandsAboveIt() {
        Terminal terminal = terminal(true);
        try (BatchProgress progress = new BatchProgress(
                terminal,
                OutputMode.HUMAN,
                List.of(entry(0, ReportStatus.CREATED, "")),
                () -> held,
                new ElapsedTime(() -> 0L))) {
            progress.show();
            terminal.result("out/a.json");
            progress.show();

            assertThat(screen())
                    .containsExactly(
                            "out/a.json",
                            "1 URL: 1 created  0:00",
                            "  created                                https://www.youtube.com/watch?v=0");
        }
        assertThat(screen()).containsExactly("out/a.json", "");
    }

    @Test
    void aCreationThatWaitsForThePlanSaysSo() {
        try (BatchProgress progress = progress(true, 20)) {
            progress.changed(entry(15, ReportStatus.SENDING, ""));
            held = Optional.of("jobs in 5 minutes");
            progress.show();

            assertThat(screen())
                    .contains("  next      plan: jobs in 5 minutes      https://www.youtube.com/watch?v=15");
        }
    }

    @Test
    void whereNothingIsBeingSentTheNextOneIsShownWithTheLimitThatItWaitsFor() {
        try (BatchProgress progress = progress(true, 20)) {
            progress.changed(entry(0, ReportStatus.CREATED, ""));
            held = Optional.of("jobs in 5 minutes");
            progress.show();

            assertThat(screen())
                    .hasSize(3)
                    .last()
                    .asString()
                    .isEqualTo("  next      plan: jobs in 5 minutes      https://www.youtube.com/watch?v=1");
        }
    }

    @Test
    void aTableIsNeverLongerOrWiderThanTheTerminal() {
        try (BatchProgress progress = progress(true, 40)) {
            IntStream.range(0, 40).forEach(i -> progress.changed(entry(i, ReportStatus.CREATED, "")));
            String hostile = VIDEO + "x".repeat(200) + "\u001b[2J\n";
            progress.changed(new ReportEntry(hostile, ReportStatus.CREATED, JobGuid.of("b"), Instant.EPOCH, ""));
            progress.show();

            assertThat(screen()).hasSize(1 + 12).allMatch(line -> line.length() < 80);
        }
    }

    @Test
    void elsewhereEachChangeIsALineAndSoIsTheWaitForThePlan() {
        try (BatchProgress progress = progress(false, 2)) {
            progress.changed(entry(0, ReportStatus.SENDING, ""));
            progress.changed(entry(0, ReportStatus.CREATED, ""));
            progress.waiting("jobs in 5 minutes");
            progress.changed(entry(0, ReportStatus.FAILED, "The video is private\u001b[2J"));
            progress.show();
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "0:00 [0/2] created job-0 https://www.youtube.com/watch?v=0",
                        "0:00 [0/2] the plan's limit of jobs in 5 minutes is reached; waiting until it allows more",
                        "0:00 [1/2] failed job-0 https://www.youtube.com/watch?v=0 (The video is private?[2J)");
    }
}
