package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.request.MockOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches on the command line. */
@Timeout(120)
class BatchCommandsTest {
    private static final String VIDEO = "https://www.youtube.com/watch?v=instant";
    private static final String PRIVATE = "https://www.youtube.com/watch?v=private";

    private MockService mock;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        mock = MockService.builder()
                .token("SecretToken1".repeat(10))
                .script(VIDEO + "*", JobScript.instant().rows(3))
                .script("*private*", JobScript.queued(Duration.ZERO).fails(Duration.ZERO, "The video is private"))
                .script("*endless*", JobScript.endless())
                .start();
    }

    @AfterEach
    void stop() {
        mock.close();
    }

    private CommandResult run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("batch"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--base-url", mock.baseUrl().toString()));
        return CommandResult.run(Map.of(ServiceOptions.TOKEN_VARIABLE, mock.token()), all.toArray(String[]::new));
    }

    private String created(String... urls) {
        List<String> all = new ArrayList<>(List.of("create"));
        all.addAll(List.of(urls));
        return run(all.toArray(String[]::new)).outLines().get(0);
    }

    @Test
    void createPrintsTheIdAndStatusShowsTheJobs() {
        CommandResult typed = run("create", VIDEO + 1, VIDEO + 2, "--limit", "7");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.outLines()).hasSize(1);
        assertThat(typed.err()).contains("batch status " + typed.outLines().get(0) + " --wait");
        assertThat(mock.jobs().all())
                .hasSize(2)
                .allSatisfy(job -> assertThat(job.options()).containsEntry("limit", 7));

        CommandResult status = run("status", typed.outLines().get(0));
        assertThat(status.code()).as(status.err()).isZero();
        assertThat(status.out()).contains("GUID", VIDEO + 1, VIDEO + 2);
        assertThat(status.err()).contains("2 jobs: ");
    }

    @Test
    void theUrlsMayBeInAFile() throws IOException {
        Path file = Files.write(folder.resolve("urls.txt"), List.of("# mine", VIDEO + 1, "", VIDEO + 1, VIDEO + 2));

        CommandResult typed = run("create", "--urls-file", file.toString());

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(mock.jobs().all()).hasSize(2);
        assertThat(mock.journal().count(MockOperation.BATCH_CREATE)).isOne();
    }

    @Test
    void whatWasNotTakenIsToldAndMakesItOne() {
        CommandResult typed = run("create", VIDEO + 1, "https://example.com/nothing");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.outLines()).hasSize(1);
        assertThat(typed.err())
                .contains("not taken: https://example.com/nothing (")
                .contains("1 of 2 URLs were not taken");
    }

    @Test
    void scriptsGetObjects() {
        CommandResult typed = run("create", VIDEO + 1, "https://example.com/nothing", "--json");

        assertThat(typed.outLines()).hasSize(2);
        assertThat(typed.outLines().get(0))
                .startsWith("{\"type\":\"batch\",\"id\":\"")
                .contains("\"jobs\":1,\"ended\":0,\"done\":0,\"rejected\":1,\"guids\":[\"");
        assertThat(typed.outLines().get(1))
                .startsWith("{\"type\":\"rejected\",\"url\":\"https://example.com/nothing\",\"reason\":\"");
        String id = typed.outLines().get(0).replaceAll(".*\"id\":\"([^\"]*)\".*", "$1");
        CommandResult status = run("status", id, "--json", "--wait", "--updates", "polling");
        assertThat(status.code()).isEqualTo(1);
        assertThat(status.outLines().get(0)).contains("\"ended\":1,\"done\":1,\"rejected\":1");
        assertThat(status.outLines().get(1)).startsWith("{\"type\":\"job\"").contains("\"status\":\"done\"");
        assertThat(status.outLines().get(2)).startsWith("{\"type\":\"rejected\"");
    }

    @Test
    void waitingEndsWhenAllHaveEnded() {
        String id = created(VIDEO + 1, VIDEO + 2);

        CommandResult typed = run("status", id, "--wait", "--updates", "polling");

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("done");
        assertThat(typed.err()).contains("[2/2] ").contains("2 jobs: 2 done");
    }

    @Test
    void aFailedJobMakesItOne() {
        String id = created(VIDEO + 1, PRIVATE);

        CommandResult typed = run("status", id, "--wait", "--updates", "polling");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains("2 jobs: 1 done, 1 error");
    }

    @Test
    void aDeadlineEndsTheWaitingAlone() {
        String id = created("https://www.youtube.com/watch?v=endless");

        CommandResult typed = run("status", id, "--wait", "--deadline", "1s", "--updates", "polling");

        assertThat(typed.code()).isEqualTo(6);
        assertThat(typed.err()).contains("The jobs go on");
    }

    @Test
    void aLostAnswerIsLookedUpAndTheGuidsPrinted() {
        mock.faults().on(MockOperation.BATCH_CREATE).inject(Fault.resetAfterTaking());

        CommandResult typed = run("create", VIDEO + 1, VIDEO + 2);

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.outLines())
                .containsExactlyInAnyOrderElementsOf(mock.jobs().all().stream()
                        .map(job -> job.guid().toString())
                        .toList());
        assertThat(mock.journal().count(MockOperation.BATCH_CREATE)).isOne();
    }

    @Test
    void mistakesAreRefusedBeforeAnythingIsSent() {
        assertUsage("no command given; use one of create, status");
        assertUsage("no URL given", "create");
        assertUsage("can't be combined", "create", VIDEO, "--urls-file", "x");
        assertUsage(
                "no such file", "create", "--urls-file", folder.resolve("none").toString());
        assertUsage("URL 2 is the same as URL 1", "create", VIDEO, VIDEO);
        assertUsage("URL 1: Not a URL", "create", "ftp://example.org/");
        assertUsage("A batch has 1 to 100 URLs, not 101", many(101));
        assertUsage("the plan allows 25", many(26, "--plan", "premium"));
        assertUsage("Not a batch id", "status", "../x");
        assertUsage("--deadline needs --wait", "status", "x", "--deadline", "1s");
        assertThat(mock.journal().count(MockOperation.BATCH_CREATE)).isZero();
    }

    private static String[] many(int count, String... more) {
        List<String> all = new ArrayList<>(List.of("create"));
        IntStream.range(0, count).forEach(i -> all.add(VIDEO + i));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private void assertUsage(String message, String... arguments) {
        CommandResult typed = arguments.length == 0 ? CommandResult.run(Map.of(), "batch") : run(arguments);
        assertThat(typed.code()).as(typed.err()).isEqualTo(2);
        assertThat(typed.err()).contains(message);
        assertThat(typed.err().lines().filter(line -> !line.isBlank())).hasSize(1);
    }

    @Test
    void aBatchThatIsNotThereIsTwoAndAFullQueueFour() {
        assertThat(run("status", "nothing").code()).isEqualTo(2);
        mock.account().plan(ServicePlan.premium());
        assertThat(run(endless(0, 20)).code()).isZero();
        CommandResult full = run(endless(20, 26));
        assertThat(full.code()).as(full.err()).isEqualTo(4);
        assertThat(full.err()).contains("too many exports are queued").contains("Wait 30 s");
    }

    private static String[] endless(int from, int to) {
        List<String> all = new ArrayList<>(List.of("create"));
        IntStream.range(from, to).forEach(i -> all.add("https://www.youtube.com/watch?v=endless" + i));
        return all.toArray(String[]::new);
    }
}
