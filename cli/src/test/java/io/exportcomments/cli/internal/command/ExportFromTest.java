package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.request.MockOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Many exports from a file of URLs. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT) // they wait for the mock
@Tag("jdk-independent")
class ExportFromTest {
    private static final String VIDEO = "https://www.youtube.com/watch?v=instant";

    private MockService mock;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        mock = MockService.builder()
                .token("SecretToken1".repeat(10))
                .script(VIDEO + "*", JobScript.instant().rows(3))
                .script("*private*", JobScript.queued(Duration.ZERO).fails(Duration.ZERO, "The video is private"))
                .start();
    }

    @AfterEach
    void stop() {
        mock.close();
    }

    private Path urls(String... lines) throws IOException {
        return Files.write(folder.resolve("urls.txt"), List.of(lines));
    }

    private CommandResult run(Path from, String... more) {
        List<String> all = new ArrayList<>(List.of("export", "--from", from.toString()));
        all.addAll(List.of("--output", folder.resolve("out").toString(), "--updates", "polling"));
        all.addAll(List.of("--base-url", mock.baseUrl().toString()));
        all.addAll(List.of(more));
        return CommandResult.run(Map.of(ServiceOptions.TOKEN_VARIABLE, mock.token()), all.toArray(String[]::new));
    }

    private List<String> report() throws IOException {
        return Files.readAllLines(folder.resolve("urls.txt.report"));
    }

    /** As an earlier version left it, which had its queue in the report alone. */
    private void forgetTheDatabase() throws IOException {
        Files.delete(folder.resolve("urls.txt.db"));
    }

    private CommandResult bulk(String command, String... more) {
        List<String> all = new ArrayList<>(List.of("bulk", command));
        all.addAll(List.of(more));
        return CommandResult.run(Map.of(ServiceOptions.TOKEN_VARIABLE, mock.token()), all.toArray(String[]::new));
    }

    private long created() {
        return mock.journal().count(MockOperation.CREATE);
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("out"))) {
            return all.count();
        }
    }

    @Test
    void exportsAllOfThemAndSumsUp() throws IOException {
        CommandResult typed = run(urls("# mine", VIDEO + 1, "", VIDEO + 2, VIDEO + 1, "  " + VIDEO + 3));

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.outLines()).hasSize(6).allMatch(line -> Files.exists(Path.of(line)));
        assertThat(typed.err())
                .contains("3 URLs: 3 done in 0:")
                .contains("[3/3] done")
                .doesNotContain("\u001b");
        assertThat(report()).hasSize(9);
        assertThat(created()).isEqualTo(3);
    }

    @Test
    void aSecondRunSkipsWhatIsDone() throws IOException {
        run(urls(VIDEO + 1, VIDEO + 2));
        CommandResult typed = run(urls(VIDEO + 1, VIDEO + 2, VIDEO + 3));

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.outLines()).hasSize(2);
        assertThat(created()).isEqualTo(3);
    }

    @Test
    void whatWasCreatedIsFollowedAndNotCreatedAgain() throws IOException {
        Path from = urls(VIDEO + 1);
        run(from);
        List<String> all = report();
        Files.write(folder.resolve("urls.txt.report"), all.subList(0, 2));
        forgetTheDatabase();
        CommandResult typed = run(from);

        assertThat(all.get(1)).startsWith("created\t");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.outLines()).hasSize(2);
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void aCreationThatWasBeingSentIsLookedForInTheListFirst() throws IOException {
        Path from = urls(VIDEO + 1);
        run(from);
        List<String> all = report();
        Path report = folder.resolve("urls.txt.report");
        Files.writeString(report, all.get(0) + "\ncreat");
        forgetTheDatabase();
        CommandResult typed = run(from);

        assertThat(all.get(0)).startsWith("sending\t");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(created()).isEqualTo(1);
        assertThat(typed.err()).contains("(found in the list)");
    }

    @Test
    void aCreationThatWasBeingSentAndIsNotThereIsSentAgain() throws IOException {
        Path from = urls(VIDEO + 1);
        Files.writeString(
                folder.resolve("urls.txt.report"),
                "sending\t-\t" + java.time.Instant.now() + "\t" + VIDEO + 1 + "\t\n");

        assertThat(run(from).code()).isZero();
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void failedAndRefusedOnesDoNotKeepTheOthersUp() throws IOException {
        CommandResult typed = run(urls("https://www.youtube.com/watch?v=private", "no URL at all", VIDEO + 1));

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains("3 URLs: 1 done, 1 failed, 1 refused", "(The video is private)");
        assertThat(files()).isEqualTo(2);
        assertThat(String.join("\n", report())).contains("failed\t").contains("refused\t-");
    }

    @Test
    void aLimitThatCanNotBeWaitedForEndsTheRunAndTheNextOneGoesOn() throws IOException {
        mock.close();
        mock = MockService.builder()
                .token("SecretToken1".repeat(10))
                .plan(ServicePlan.unlimited().withCreationsPerDay(2))
                .script(VIDEO + "*", JobScript.instant().rows(3))
                .start();
        CommandResult typed = run(urls(VIDEO + 1, VIDEO + 2, VIDEO + 3));

        assertThat(typed.code()).isEqualTo(4);
        assertThat(typed.err()).contains("3 URLs: 1 waiting, 2 done.", "Run the same command again later");
        assertThat(created()).isEqualTo(3);
    }

    @Test
    void aTokenThatIsRefusedEndsTheRun() throws IOException {
        CommandResult typed = run(urls(VIDEO + 1, VIDEO + 2), "--token", "AnotherToken1");
        assertThat(typed.code()).isEqualTo(3);
        assertThat(typed.err()).contains("2 URLs: 2 waiting.", "Run the same command again later");
        assertThat(run(urls(VIDEO + 1, VIDEO + 2)).code()).isZero();
    }

    @Test
    void scriptsGetALineForEach() throws IOException {
        CommandResult typed = run(urls(VIDEO + 1), "--json");

        assertThat(typed.out())
                .contains("{\"type\":\"file\"")
                .contains("{\"type\":\"export\",\"url\":\"" + VIDEO + "1\"");
        assertThat(typed.err()).isEmpty();
    }

    @Test
    void theDatabaseKnowsWhatTheReportHasLost() throws IOException {
        Path from = urls(VIDEO + 1, VIDEO + 2);
        run(from);
        Files.delete(folder.resolve("urls.txt.report"));
        CommandResult typed = run(from);

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).isEmpty();
        assertThat(report()).hasSize(2).allMatch(line -> line.startsWith("done\t"));
        assertThat(created()).isEqualTo(2);
    }

    @Test
    void theReportOfAnEarlierVersionIsGoneOnWith() throws IOException {
        Path from = urls(VIDEO + 1, VIDEO + 2, VIDEO + 3);
        run(from);
        List<String> all = report();
        forgetTheDatabase();
        Files.write(
                folder.resolve("urls.txt.report"),
                all.stream().filter(line -> !line.contains(VIDEO + 3)).toList());
        CommandResult typed = run(from);

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.err()).contains("3 URLs: 3 done");
        assertThat(typed.outLines()).as("the files of one").hasSize(2);
        assertThat(created())
                .as("and the third again, of which nothing is known")
                .isEqualTo(4);
    }

    @Test
    void theCommandsOnBatchesKnowTheList() throws IOException {
        String file = folder.resolve("shared.db").toString();
        Path from = urls(VIDEO + 1, "https://www.youtube.com/watch?v=private");
        assertThat(run(from, "--database", file).code()).isEqualTo(1);

        assertThat(bulk("status", "--database", file).outLines()).containsExactly("urls.txt: 2 URLs: 1 done, 1 failed");
        assertThat(bulk("report", "urls.txt", "--database", file, "--state", "failed")
                        .out())
                .contains("The video is private");
        assertThat(bulk("pause", "urls.txt", "--database", file).code()).isZero();
        CommandResult paused = run(urls(VIDEO + 1, VIDEO + 2), "--database", file);
        assertThat(paused.code()).isEqualTo(1);
        assertThat(paused.err()).contains("2 URLs: 1 waiting, 1 done. The batch urls.txt is paused");
        assertThat(created()).isEqualTo(2);
        bulk("resume", "urls.txt", "--database", file);
        assertThat(run(urls(VIDEO + 1, VIDEO + 2), "--database", file).code()).isZero();
        assertThat(created()).isEqualTo(3);
    }

    @Test
    void eachReportHasADatabaseOfItsOwn() throws IOException {
        Path from = urls(VIDEO + 1);
        run(from);
        assertThat(run(from, "--report", folder.resolve("other").toString()).code())
                .isZero();
        assertThat(created()).isEqualTo(2);
        assertThat(folder.resolve("other.db")).exists();
    }

    /** As temporary files and a shell's {@code <(command)} have it. */
    @Test
    void aListThatHasAnotherNameEachTimeGoesOnWithWhatItsReportHas() throws IOException {
        String report = folder.resolve("report").toString();
        Path first = Files.write(folder.resolve("tmp.A"), List.of(VIDEO + 1, VIDEO + 2));
        Path second = Files.write(folder.resolve("tmp.B"), List.of(VIDEO + 1, VIDEO + 2, VIDEO + 3));
        assertThat(run(first, "--report", report, "--token", "AnotherToken1").code())
                .isEqualTo(3);
        CommandResult typed = run(second, "--report", report);

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.outLines()).hasSize(6);
        assertThat(mock.jobs().all())
                .extracting(MockJob::url)
                .containsExactlyInAnyOrder(VIDEO + 1, VIDEO + 2, VIDEO + 3);
    }

    @Test
    void listsThatShareADatabaseAreToldFromEachOtherByTheirNames() throws IOException {
        String database = folder.resolve("shared.db").toString();
        run(Files.write(folder.resolve("a.txt"), List.of(VIDEO + 1)), "--database", database);
        run(Files.write(folder.resolve("b.txt"), List.of(VIDEO + 2)), "--database", database);

        assertThat(bulk("status", "--database", database).outLines())
                .containsExactlyInAnyOrder("a.txt: 1 URL: 1 done", "b.txt: 1 URL: 1 done");
    }

    @Test
    void otherOptionsExportNothingAnewAndThatIsSaid() throws IOException {
        Path from = urls(VIDEO + 1);
        run(from);
        CommandResult typed = run(from, "--replies");
        assertThat(typed.code()).isZero();
        assertThat(typed.err()).contains("1 of the URLs are in the batch urls.txt with other options, which stay.");
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void aReportThatCannotBeOneIsSaidBeforeAnythingIsSent() throws IOException {
        Path from = urls(VIDEO + 1);
        Path link = Files.createSymbolicLink(folder.resolve("link"), from);
        String database = folder.resolve("one.db").toString();

        assertRefused(run(from, "--report", from.toString()), "the report can't be the file of URLs");
        assertRefused(run(from, "--report", link.toString()), "the report can't be the file of URLs");
        assertRefused(run(from, "--report", database, "--database", database), "the report can't be the database");
        assertRefused(run(from, "--report", "/dev/null", "--database", database), "can't write the report /dev/null");
        assertThat(from).hasContent(VIDEO + 1);
        assertThat(folder.resolve("one.db")).doesNotExist();
    }

    private void assertRefused(CommandResult typed, String why) {
        assertThat(typed.code()).as(typed.err()).isEqualTo(2);
        assertThat(typed.err()).contains(why);
        assertThat(created()).isZero();
    }

    @Test
    void aDatabaseThatCanNotBeUsedIsSaidBeforeAnythingIsSent() throws IOException {
        Path from = urls(VIDEO + 1);
        for (String bad : List.of(
                "jdbc:mysql://host/x?password=hunter22",
                "jdbc:h2:" + folder.resolve("h2"),
                "jdbc:postgresql://127.0.0.1:1/x?user=me&password=hunter22",
                folder.resolve("none/x.db").toString(),
                from.toString())) {
            CommandResult typed = run(from, "--database", bad);
            assertThat(typed.code()).as(typed.err()).isEqualTo(2);
            assertThat(typed.err().lines()).as(bad).hasSize(1);
            assertThat(typed.err()).startsWith("exportcomments: ").doesNotContain("hunter22");
        }
        assertThat(created()).isZero();
    }

    @Test
    void mistakesAreSaidBeforeAnythingIsSent() throws IOException {
        assertThat(run(folder.resolve("none")).err()).contains("no such file: ");
        assertThat(run(urls("# nothing")).err()).contains("no URL in ");
        assertThat(run(urls(VIDEO), VIDEO).err()).contains("URL and --from can't be combined");
        assertThat(run(urls(VIDEO), "--no-wait").code()).isEqualTo(2);
        assertThat(CommandResult.run(Map.of(), "export", VIDEO, "--mock", "--database", "x")
                        .err())
                .contains("--database needs --from");
        assertThat(CommandResult.run(Map.of(), "export", "--mock").err()).contains("no URL given");
        assertThat(created()).isZero();
    }
}
