package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.time.MockClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What of a file of URLs goes as batches of the service, on a plan whose minutes take 1.2 s here. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT) // they wait for the mock
@Tag("jdk-independent")
class ExportFromBatchesTest {
    private static final int SPEED = 50;
    private static final String VIDEO = "https://www.youtube.com/watch?v=instant";

    private MockService mock;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        mock = MockService.builder()
                .token("SecretToken1".repeat(10))
                .clock(MockClock.faster(SPEED))
                .plan(ServicePlan.business())
                .script(VIDEO + "*", JobScript.instant().rows(3))
                .start();
    }

    @AfterEach
    void stop() {
        mock.close();
    }

    private static List<String> urls(int count) {
        return IntStream.range(0, count).mapToObj(i -> VIDEO + i).toList();
    }

    private CommandResult run(List<String> urls, String... more) throws IOException {
        Path from = Files.write(folder.resolve("urls.txt"), urls);
        List<String> all = new ArrayList<>(List.of("export", "--from", from.toString(), "--updates", "polling"));
        all.addAll(List.of("--output", folder.resolve("out").toString(), "--format", "json"));
        all.addAll(List.of("--base-url", mock.baseUrl().toString(), "--plan", "business"));
        all.addAll(List.of("--mock-speed", Integer.toString(SPEED)));
        all.addAll(List.of(more));
        return CommandResult.run(Map.of(ServiceOptions.TOKEN_VARIABLE, mock.token()), all.toArray(String[]::new));
    }

    private void eachIsExportedOnce(List<String> urls) throws IOException {
        assertThat(mock.jobs().all()).extracting(MockJob::url).containsExactlyInAnyOrderElementsOf(urls);
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            assertThat(files).hasSize(urls.size());
        }
    }

    private List<String> report(Predicate<String> wanted) throws IOException {
        return Files.readAllLines(folder.resolve("urls.txt.report")).stream()
                .filter(wanted)
                .toList();
    }

    @Test
    void whatThePlanHoldsUpGoesTogetherAndTheReportSaysTheSameOfEach() throws IOException {
        List<String> urls = urls(70);
        CommandResult typed = run(urls);

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.err()).contains("70 URLs: 70 done in 0:");
        eachIsExportedOnce(urls);
        assertThat(mock.journal().count(MockOperation.BATCH_CREATE)).isBetween(1, 3);
        assertThat(mock.journal().count(MockOperation.CREATE)).isLessThan(40);
        assertThat(mock.journal().count(entry -> entry.status() == 429)).isZero();
        assertThat(report(line -> line.startsWith("sending\t-"))).hasSize(70);
        assertThat(report(line -> line.startsWith("created\t"))).hasSize(70).allMatch(line -> line.endsWith("\t"));
        assertThat(report(line -> line.startsWith("done\t"))).hasSize(70);

        CommandResult again = run(urls);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).isEmpty();
        eachIsExportedOnce(urls);
    }

    @Test
    void aUrlThatABatchGoesWithoutIsRefusedAndTheOthersAreExported() throws IOException {
        List<String> urls = new ArrayList<>(urls(60));
        String bad = "https://example.com/nothing";
        urls.add(40, bad);
        CommandResult typed = run(urls);

        assertThat(typed.code()).as(typed.err()).isEqualTo(1);
        assertThat(typed.err()).contains("61 URLs: 60 done, 1 refused.");
        assertThat(report(line -> line.startsWith("refused\t-")))
                .singleElement()
                .asString()
                .contains("\t" + bad + "\t")
                .doesNotEndWith("\t");
        assertThat(mock.journal().count(MockOperation.BATCH_CREATE)).isPositive();
        urls.remove(bad);
        eachIsExportedOnce(urls);
    }

    /** As the service itself refuses, and not something in between. */
    private static Fault refusal(int status, String code, String detail) {
        return Fault.answer(
                status,
                "application/json",
                "{\"error\":\"%s\",\"detail\":\"%s\",\"error_code\":\"%s\"}".formatted(detail, detail, code));
    }

    @Test
    void aServiceWithoutBatchesIsAskedOnceAndGetsThemOneByOne() throws IOException {
        mock.faults().on(MockOperation.BATCH_CREATE).always().inject(refusal(404, "NOT_FOUND", "No such path."));
        List<String> urls = urls(30);
        CommandResult typed = run(urls);

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(mock.journal().count(MockOperation.BATCH_CREATE)).isOne();
        assertThat(mock.journal().count(MockOperation.CREATE)).isEqualTo(30);
        eachIsExportedOnce(urls);
    }

    @Test
    void oneByOneSendsNoBatch() throws IOException {
        List<String> urls = urls(30);
        CommandResult typed = run(urls, "--one-by-one");

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(mock.journal().count(MockOperation.BATCH_CREATE)).isZero();
        eachIsExportedOnce(urls);
        assertThat(CommandResult.run(Map.of(), "export", VIDEO, "--mock", "--one-by-one")
                        .err())
                .contains("--one-by-one needs --from");
    }

    @Test
    void aTokenThatIsRefusedToABatchEndsTheRun() throws IOException {
        mock.faults()
                .on(MockOperation.BATCH_CREATE)
                .always()
                .inject(refusal(401, "AUTH_HEADER_TOKEN", "Missing or invalid X-AUTH-TOKEN header."));
        CommandResult typed = run(urls(30));

        assertThat(typed.code()).as(typed.err()).isEqualTo(3);
        assertThat(typed.err()).contains("30 URLs: ", " waiting", "Run the same command again later");
        assertThat(run(urls(30), "--one-by-one").code()).isZero();
        eachIsExportedOnce(urls(30));
    }
}
