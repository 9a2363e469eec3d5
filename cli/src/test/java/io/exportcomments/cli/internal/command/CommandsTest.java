package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.request.MockOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands against a mock service, in this process. */
class CommandsTest {
    private static final String VIDEO = "https://www.youtube.com/watch?v=instant";
    private static final String PRIVATE = "https://www.youtube.com/watch?v=private";
    private static final String ENDLESS = "https://www.youtube.com/watch?v=endless";
    private static final String SHORT = "https://vimeo.com/76979871";

    private static MockService mock;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        mock = MockService.builder()
                .token("SecretToken1".repeat(10))
                .script(VIDEO + "*", JobScript.instant().rows(7))
                .script(PRIVATE, JobScript.queued(Duration.ZERO).fails(Duration.ZERO, "The video is private"))
                .script(ENDLESS, JobScript.endless())
                .script(
                        SHORT,
                        JobScript.queued(Duration.ofMillis(200))
                                .progress(Duration.ofMillis(500), 1, 2)
                                .done(Duration.ofMillis(500)))
                .start();
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    private static CommandResult run(String... arguments) {
        List<String> all = Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--base-url", mock.baseUrl().toString()))
                .toList();
        CommandResult typed =
                CommandResult.run(Map.of(ServiceOptions.TOKEN_VARIABLE, mock.token()), all.toArray(String[]::new));
        assertThat(typed.out() + typed.err()).doesNotContain(mock.token()).doesNotContain("\tat ");
        return typed;
    }

    private static String newJob(String url) {
        return run("export", url, "--no-wait").out().strip();
    }

    private static void assertMistake(CommandResult typed, int code, String... words) {
        assertThat(typed.code()).as(typed.err()).isEqualTo(code);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err().lines()).hasSize(1);
        assertThat(typed.err()).startsWith("exportcomments: ").contains(words);
    }

    @Test
    void exportFollowsTheJobAndFetchesBothFiles() throws IOException {
        Path output = folder.resolve("not there yet");
        CommandResult typed = run("export", VIDEO, "--output", output.toString());
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.outLines()).hasSize(2).allMatch(line -> Files.exists(Path.of(line)));
        assertThat(typed.outLines().get(0)).endsWith(".json");
        assertThat(typed.outLines().get(1)).endsWith(".xlsx");
        assertThat(typed.err()).contains("Created job ", "done 7/7 100%", "Done: 7 exported.");
        assertThat(Files.readString(Path.of(typed.outLines().get(0)))).startsWith("[");
        try (Stream<Path> files = Files.list(output)) {
            assertThat(files).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"help, --help", "help export, export --help", "help bulk run, bulk run --help"})
    void helpIsAWordToo(String typed, String meant) {
        CommandResult help = CommandResult.run(Map.of(), typed.split(" "));
        assertThat(help.code()).isZero();
        assertThat(help).isEqualTo(CommandResult.run(Map.of(), meant.split(" ")));
    }

    @Test
    void anErrorWithoutAnOutcomeHasTheStatusThatItCameFrom() {
        mock.faults().on(MockOperation.CREATE).nth(1).inject(Fault.status(500));
        CommandResult typed = run("export", VIDEO, "--no-wait", "--json");
        assertThat(typed.code()).isEqualTo(5);
        assertThat(typed.err())
                .contains("\"exit_code\":5", "\"http_status\":500")
                .hasLineCount(1);
    }

    @Test
    void exportSendsItsOptions() {
        String guid = run(
                        "export",
                        VIDEO,
                        "--no-wait",
                        "--replies",
                        "--limit",
                        "5",
                        "--min-date",
                        "2026-03-01",
                        "--max-date",
                        "2026-03-01T01:00:00+01:00",
                        "--vpn",
                        "Norway",
                        "--cookie",
                        "sid=CookieSecret",
                        "--option",
                        "tweets=true",
                        "--option",
                        "pool=p1")
                .out()
                .strip();
        assertThat(mock.jobs().find(UUID.fromString(guid)).orElseThrow().options())
                .containsEntry("replies", true)
                .containsEntry("minTimestamp", 1_772_323_200)
                .containsEntry("maxTimestamp", 1_772_323_200)
                .containsEntry("vpn", "Norway")
                .containsEntry("tweets", true)
                .containsEntry("pool", "p1")
                .containsEntry("cookies", Map.of("sid", "CookieSecret"));
    }

    /** As {@code date +%FT%T%z} prints it. */
    @Test
    void theOffsetOfATimeNeedsNoColon() {
        CommandResult typed = run("export", VIDEO, "--no-wait", "--min-date", "2026-03-01T02:00:00+0200");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(mock.jobs()
                        .find(UUID.fromString(typed.out().strip()))
                        .orElseThrow()
                        .options())
                .containsEntry("minTimestamp", 1_772_323_200);
    }

    @Test
    void jsonIsOneObjectALine() {
        CommandResult typed = run("export", VIDEO, "--json", "--output", folder.toString());
        assertThat(typed.err()).isEmpty();
        assertThat(typed.outLines()).hasSize(3);
        assertThat(typed.outLines().get(0))
                .startsWith("{\"type\":\"update\",\"guid\":\"")
                .contains("\"status\":\"done\",\"exported\":7,\"total\":7,\"error\":null,\"attempt\":1,\"source\":");
        assertThat(typed.outLines().get(1))
                .matches(
                        "\\{\"type\":\"file\",\"guid\":\".*\",\"format\":\"json\",\"path\":\".*\",\"bytes\":[1-9]\\d*}");
        assertThat(typed.outLines().get(2)).contains("\"format\":\"xlsx\"");
    }

    @Test
    void quietLeavesResultsOnly() {
        CommandResult typed = run("export", VIDEO, "--quiet", "--format", "none");
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out()).matches("\\S+ done 7/7\n");
    }

    @Test
    void aFailedJobIsOne() {
        CommandResult typed = run("export", PRIVATE, "--quiet", "--output", folder.toString());
        assertMistake(typed, 1, "the export failed: The video is private");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aStoppedJobIsOne() {
        String guid = newJob(ENDLESS);
        assertThat(run("stop", guid).out()).startsWith(guid + " stopped");
        assertMistake(run("watch", guid, "--quiet"), 1, guid, "stopped");
        assertMistake(run("retry", guid), 1, guid, "Only a failed job can be retried");
        assertMistake(run("download", guid, "-o", folder.toString()), 1, guid, "stopped");
    }

    @Test
    void retryRunsAFailedJobAgain() {
        String guid = newJob(PRIVATE);
        assertThat(run("retry", guid).code()).isZero();
    }

    @Test
    void theDeadlineIsSixAndTheJobGoesOn() {
        assertMistake(
                run("export", ENDLESS, "--quiet", "--deadline", "300ms", "-o", folder.toString()),
                6,
                "0.3 s",
                "by its guid");
    }

    @Test
    void noTokenIsThreeAndSaysWhatToDo() {
        assertMistake(CommandResult.run(Map.of(), "list"), 3, ServiceOptions.TOKEN_VARIABLE, "--mock");
        assertMistake(CommandResult.run(Map.of(), "list", "--token", "two words"), 3, "copied whole");
        assertThat(CommandResult.run(Map.of(), "list", "--token", "two words").err())
                .doesNotContain("words");
    }

    @Test
    void aWrongTokenIsThree() {
        CommandResult typed = CommandResult.run(
                Map.of(),
                "ping",
                "--token",
                "WrongToken99",
                "--base-url",
                mock.baseUrl().toString());
        assertMistake(typed, 3, "refused the token");
        assertThat(typed.err()).doesNotContain("WrongToken99");
    }

    @Test
    void aLimitIsFour() {
        try (MockService small = MockService.builder()
                .plan(ServicePlan.premium().withCreationsPerDay(1))
                .start()) {
            Map<String, String> environment = Map.of(ServiceOptions.TOKEN_VARIABLE, small.token());
            String[] export = {
                "export", VIDEO, "--no-wait", "--base-url", small.baseUrl().toString()
            };
            assertThat(CommandResult.run(environment, export).code()).isZero();
            assertMistake(CommandResult.run(environment, export), 4, "the day's exports are used up", "Wait ");
        }
    }

    @Test
    void noServiceIsFive() {
        MockService gone = MockService.start();
        String url = gone.baseUrl().toString();
        gone.close();
        for (String transport : List.of("retrofit", "vertx")) {
            String[] ping = {"ping", "--token", "abc", "--transport", transport, "--timeout", "5s", "--base-url", url};
            assertMistake(CommandResult.run(Map.of(), ping), 5, "no connection");
        }
    }

    @Test
    void anUnusableDirectoryIsFoundBeforeTheJobIsCreated() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        int before = mock.journal().entries().size();
        assertMistake(run("export", VIDEO, "--output", file.toString()), 2, "is not a directory");
        assertMistake(run("export", VIDEO, "--output", file.resolve("below").toString()), 2, "is not a directory");
        Path nowhere = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("gone"));
        assertMistake(run("export", VIDEO, "--output", nowhere.toString()), 2, "can't write to --output");
        assertMistake(run("export", VIDEO, "--output", nowhere.resolve("below").toString()), 2, "is not a directory");
        Path longName = folder.resolve("x".repeat(300)).resolve("below");
        assertMistake(run("export", VIDEO, "--output", longName.toString()), 2, "can't write to --output");
        assertThat(mock.journal().entries()).hasSize(before);
    }

    @Test
    void whatCannotBeWrittenLeavesNothingBehind() throws IOException {
        String guid = newJob(VIDEO);
        Path blocked = Files.createDirectories(folder.resolve(guid + ".json").resolve("full"))
                .getParent();
        assertMistake(run("download", guid, "--force", "-o", folder.toString()), 2, "can't write");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(blocked);
        }
    }

    @Test
    void downloadReplacesOnlyWhenTold() throws IOException {
        String guid = newJob(VIDEO);
        Path json = folder.resolve(guid + ".json");
        assertThat(run("download", guid, "--format", "json", "--wait", "-o", folder.toString())
                        .out()
                        .strip())
                .isEqualTo(json.toString());
        Files.writeString(json, "mine");
        assertMistake(run("download", guid, "-o", folder.toString()), 2, "already exists", "--force");
        assertThat(json).hasContent("mine");
        assertThat(run("download", guid, "--force", "-o", folder.toString()).code())
                .isZero();
        assertThat(Files.readString(json)).startsWith("[");
    }

    @Test
    void listAndStatusShowTheJob() {
        String guid = newJob(VIDEO);
        CommandResult list = run("list", "--limit", "1");
        assertThat(list.outLines()).hasSize(2);
        assertThat(list.outLines().get(0))
                .startsWith("GUID")
                .contains("STATUS", "EXPORTED", "PLATFORM", "CREATED", "URL");
        assertThat(list.outLines().get(1)).startsWith(guid).contains("youtube").endsWith(VIDEO);
        assertThat(run("list", "--all", "--json").outLines())
                .hasSize(mock.jobs().all().size())
                .allMatch(line -> line.startsWith("{\"type\":\"job\",\"guid\":\"") && line.endsWith("}"));
        assertThat(run("status", guid).out())
                .contains("guid      " + guid, "status    done", "progress  7/7 (100%)", "url       " + VIDEO);
        assertThat(run("status", guid, "--json").out()).contains("\"guid\":\"" + guid + "\",\"status\":\"done\"");
        assertThat(run("list", "--limit", "1").err()).contains("For more, use --page 2 or --all.");
        assertThat(run("list", "--limit", "100").err())
                .as("a page that is not full need not be the last")
                .contains("There may be more: --page 2 or --all.");
        assertThat(run("list", "--page", "999").err())
                .contains("No jobs on page 999")
                .doesNotContain("more");
    }

    @Test
    void whatTheNetworkSaysCannotCommandTheTerminal() {
        mock.jobs()
                .seed(SeedJob.of("https://www.youtube.com/watch?v=odd")
                        .script(JobScript.instant().platform("you\u001b]0;x\u0007tube")));
        assertThat(run("list").out()).doesNotContain("\u001b", "\u0007");
    }

    @Test
    void pingAnswers() {
        assertThat(run("ping").out()).contains("token is valid");
        assertThat(run("ping", "--transport", "vertx", "--json").out())
                .matches("\\{\"type\":\"ping\",\"millis\":\\d+}\n");
    }

    @Test
    void whatIsNotThereIsTwo() {
        assertMistake(run("status", "no-such-job"), 2, "no-such-job");
        assertMistake(run("watch", "11111111-1111-4111-8111-111111111111", "--quiet"), 2, "11111111");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|no command given",
                "exprt x|did you mean export?",
                "lits|did you mean list?",
                "--tokn=SecretToken1|unknown option '--tokn'",
                "export|no URL given",
                "export ftp://x --mock|must begin with http",
                "export https://youtube.com/x --mock --limti 3|did you mean --limit?",
                "export https://youtube.com/x --mock --limit many|'many' is not a whole number",
                "export https://youtube.com/x --mock --min-date tomorrow|'tomorrow' is not a date",
                "export https://youtube.com/x --mock --min-date 2026-02-30|'2026-02-30' is not a date",
                "export https://youtube.com/x --mock --min-date 2026-03-02 --max-date 2026-03-01|is after --max-date",
                "export https://youtube.com/x --mock --deadline soon|'soon' is not a time span",
                "export https://youtube.com/x --mock --format pdf|'pdf' is not a list of formats",
                "export https://youtube.com/x --mock --transport pigeon|'pigeon' is not one of retrofit, vertx",
                "export https://youtube.com/x --mock --plan gold|'gold' is not one of premium, business",
                "export https://youtube.com/x --mock --cookie SecretToken1|must be name=value",
                "export https://youtube.com/x --mock --no-wait --deadline 3s|--no-wait does not wait",
                "export https://youtube.com/x --token|--token needs a TOKEN",
                "status a/b|Not a job guid",
                "status|GUID is missing",
                "status 1 SecretToken1SecretToken1SecretToken1|unexpected argument",
                "ping --base-url example.org|must be an origin",
                "ping --base-url https://SecretToken1@example.org|must be an origin",
                "ping --mock --base-url http://localhost:1|can't be combined",
                "list --page 0 --mock|--page starts at 1",
                "list --limit 101 --mock|--limit must be 1 to 100",
                "list --all --page 2 --mock|leave out --page",
                "download x --format none --mock|nothing to download",
                "mock --port 70000|--port must be 0 to 65535",
                "mock --speed 0|--speed must be 1 to 10000",
                "mock --webhook http://example.com/ --webhook-secret SecretToken1SecretToken1|must be https, or http to this machine",
                "mock --webhook https://user:SecretToken1@example.com/ --webhook-secret s|must be https",
                "mock --webhook https://example.com/|no webhook secret: set EXPORTCOMMENTS_WEBHOOK_SECRET",
                "listen --port 70000 --secret s|--port must be 0 to 65535",
                "listen|no webhook secret: set EXPORTCOMMENTS_WEBHOOK_SECRET (or use --secret)",
                "listen --host 192.0.2.1 --secret SecretToken1SecretToken1|cannot listen on 192.0.2.1:8090",
                "mock --webhook-secret SecretToken1SecretToken1|need --webhook"
            })
    void aMistakeIsOneLine(String typedAndSaid) {
        String typed = typedAndSaid.substring(0, typedAndSaid.indexOf('|'));
        String said = typedAndSaid.substring(typedAndSaid.indexOf('|') + 1);
        CommandResult result = CommandResult.run(Map.of(), typed.isEmpty() ? new String[0] : typed.split(" "));
        assertMistake(result, 2, said);
        assertThat(result.err())
                .doesNotContain("SecretToken1SecretToken1")
                .doesNotContain("=SecretToken1")
                .doesNotContain("SecretToken1@");
    }

    @ParameterizedTest
    @CsvSource({"auto, websocket", "websocket, websocket", "polling, polling"})
    void theProgressSaysWhichUpdatesAreInUse(String chosen, String inUse) {
        int before = mock.journal().count(MockOperation.CONNECT);

        CommandResult watched = run("watch", newJob(SHORT), "--updates", chosen);

        assertThat(watched.code()).as(watched.err()).isZero();
        assertThat(watched.err().lines().filter(line -> line.matches(".* \\((websocket|polling)\\)")))
                .as(watched.err())
                .isNotEmpty()
                .allMatch(line -> line.endsWith("(" + inUse + ")"));
        assertThat(mock.journal().count(MockOperation.CONNECT) - before).isEqualTo(inUse.equals("websocket") ? 1 : 0);
    }

    @Test
    void scriptsGetErrorsAsJson() {
        String guid = newJob(VIDEO);
        run("watch", guid, "--updates", "polling", "--quiet");

        CommandResult conflict = run("stop", guid, "--json");
        assertThat(conflict.code()).isEqualTo(1);
        assertThat(conflict.err().lines())
                .singleElement()
                .asString()
                .startsWith("{\"type\":\"error\",\"exit_code\":1,\"message\":\"Could not stop")
                .contains("\"guid\":\"" + guid + "\",\"http_status\":423,")
                .contains(",\"seconds_to_wait\":null,\"causes\":[")
                .endsWith("]}");

        mock.faults().on(MockOperation.PING).inject(Fault.status(429).body("{\"seconds_to_wait\":45}"));
        CommandResult refused = run("ping", "--json");
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).contains("\"exit_code\":4,", "\"http_status\":429,", "\"seconds_to_wait\":45,");

        assertThat(run("ping", "--json", "--quiet").err())
                .startsWith("{\"type\":\"error\",\"exit_code\":2,")
                .contains("can't be combined");
        assertThat(run("pong", "--json").err()).startsWith("{\"type\":\"error\",\"exit_code\":2,");
    }

    @Test
    void aTokenThatIsTooLongIsCalledSo() {
        assertMistake(
                CommandResult.run(Map.of(), "ping", "--token", "T".repeat(4_097)), 3, "longer than 4,096 characters");
    }

    @Test
    void aPortInUseIsTwo() {
        assertMistake(
                CommandResult.run(Map.of(), "mock", "--port", Integer.toString(mock.port())),
                2,
                "Address already in use",
                "--port 0");
    }

    @Test
    void aPortInUseIsTwoForListenToo() {
        assertMistake(
                CommandResult.run(Map.of(), "listen", "--secret", "whsec_1", "--port", Integer.toString(mock.port())),
                2,
                "Address already in use",
                "--port 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export",
                "status",
                "watch",
                "list",
                "retry",
                "stop",
                "download",
                "ping",
                "mock",
                "listen",
                "generate-completion"
            })
    void eachCommandHasHelp(String command) {
        CommandResult help = CommandResult.run(Map.of(), command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out())
                .startsWith("Usage: exportcomments " + command)
                .contains("Exit codes:", "the plan is reached");
        assertThat(CommandResult.run(Map.of(), "--help").out()).contains("\n  " + command + " ");
    }

    @Test
    void completionIsAScript() {
        assertThat(CommandResult.run(Map.of(), "generate-completion").out())
                .contains("complete -F", "--stop-on-interrupt");
    }
}
