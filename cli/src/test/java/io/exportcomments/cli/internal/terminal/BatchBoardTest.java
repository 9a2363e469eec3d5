package io.exportcomments.cli.internal.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.cli.internal.batch.Entry;
import io.exportcomments.cli.internal.batch.Standing;
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
class BatchBoardTest {
    private static final String VIDEO = "https://www.youtube.com/watch?v=";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private volatile Optional<String> held = Optional.empty();

    private Terminal terminal(boolean tty) {
        Map<String, String> facts = tty ? Map.of("tty.out", "true", "tty.err", "true", "columns", "80") : Map.of();
        return new Terminal(stream, stream, facts::get, Map.of("TERM", "xterm")::get);
    }

    private BatchBoard board(boolean tty, int urls) {
        List<Entry> all = IntStream.range(0, urls)
                .mapToObj(i -> entry(i, Standing.WAITING, ""))
                .toList();
        return new BatchBoard(terminal(tty), Voice.HUMAN, all, () -> held, new Stopwatch(() -> 0L));
    }

    private static Entry entry(int number, Standing standing, String note) {
        boolean known = standing != Standing.WAITING && standing != Standing.SENDING && standing != Standing.REFUSED;
        return new Entry(VIDEO + number, standing, known ? JobGuid.of("job-" + number) : null, Instant.EPOCH, note);
    }

    private static void seen(BatchBoard board, int number, long exported, long total) {
        Job job = Job.builder(JobGuid.of("job-" + number), JobStatus.PROGRESS)
                .totalExported(exported)
                .total(total)
                .build();
        board.seen(VIDEO + number, new JobUpdate(job, 1, "polling", Instant.EPOCH));
    }

    private List<String> screen() {
        return Screen.of(printed.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theTableShowsHowManyStandWhereAndWhatGoesOn() {
        try (BatchBoard board = board(true, 200)) {
            board.changed(entry(0, Standing.DONE, ""));
            board.changed(entry(1, Standing.CREATED, ""));
            seen(board, 1, 750, 1500);
            board.changed(entry(2, Standing.CREATED, ""));
            board.changed(entry(3, Standing.SENDING, ""));
            board.show();

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
        try (BatchBoard board = board(true, 3)) {
            board.changed(entry(0, Standing.CREATED, ""));
            board.changed(entry(1, Standing.CREATED, ""));
            board.show();
            board.changed(entry(0, Standing.DONE, ""));
            board.show();

            assertThat(screen()).hasSize(2).last().asString().endsWith("v=1");
        }
        assertThat(screen()).containsExactly("");
    }

    @Test
    void whatIsPrintedMeanwhileStandsAboveIt() {
        Terminal terminal = terminal(true);
        try (BatchBoard board = new BatchBoard(
                terminal, Voice.HUMAN, List.of(entry(0, Standing.CREATED, "")), () -> held, new Stopwatch(() -> 0L))) {
            board.show();
            terminal.result("out/a.json");
            board.show();

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
        try (BatchBoard board = board(true, 20)) {
            board.changed(entry(15, Standing.SENDING, ""));
            held = Optional.of("jobs in 5 minutes");
            board.show();

            assertThat(screen())
                    .contains("  next      plan: jobs in 5 minutes      https://www.youtube.com/watch?v=15");
        }
    }

    @Test
    void aTableIsNeverLongerOrWiderThanTheTerminal() {
        try (BatchBoard board = board(true, 40)) {
            IntStream.range(0, 40).forEach(i -> board.changed(entry(i, Standing.CREATED, "")));
            String hostile = VIDEO + "x".repeat(200) + "\u001b[2J\n";
            board.changed(new Entry(hostile, Standing.CREATED, JobGuid.of("b"), Instant.EPOCH, ""));
            board.show();

            assertThat(screen()).hasSize(1 + 12).allMatch(line -> line.length() < 80);
        }
    }

    @Test
    void elsewhereEachChangeIsALineAndSoIsTheWaitForThePlan() {
        try (BatchBoard board = board(false, 2)) {
            board.changed(entry(0, Standing.SENDING, ""));
            board.changed(entry(0, Standing.CREATED, ""));
            board.held("jobs in 5 minutes");
            board.changed(entry(0, Standing.FAILED, "The video is private\u001b[2J"));
            board.show();
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "0:00 [0/2] created job-0 https://www.youtube.com/watch?v=0",
                        "0:00 [0/2] the plan's limit of jobs in 5 minutes is reached; going on as it allows",
                        "0:00 [1/2] failed job-0 https://www.youtube.com/watch?v=0 (The video is private?[2J)");
    }
}
