package io.exportcomments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.net.httpserver.HttpServer;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.realtime.RealtimeConnection;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.testkit.webhook.WebhookSigner;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a process, with signals, streams and exit codes. */
@Execution(ExecutionMode.CONCURRENT) // they wait for processes
class ProcessTest {
    private static final String ENDLESS = "https://www.youtube.com/watch?v=endless";
    private static final String STEADY = "https://www.youtube.com/watch?v=steady";
    private static final String INSTANT = "https://www.youtube.com/watch?v=instant";
    private static final String TOKEN = "SecretToken1".repeat(10);

    private MockService mock;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        mock = MockService.builder()
                .token(TOKEN)
                .script(ENDLESS, JobScript.endless())
                .script(STEADY, steady())
                .script(INSTANT, JobScript.instant().rows(3))
                .start();
    }

    @AfterEach
    void stop() {
        mock.close();
    }

    /** Half a minute of progress. */
    private static JobScript steady() {
        JobScript script = JobScript.queued(Duration.ofSeconds(1)).rows(30);
        for (int i = 0; i < 30; i++) {
            script = script.progress(Duration.ofSeconds(1), i, 30);
        }
        return script.done(Duration.ofSeconds(1));
    }

    private static Map<String, String> token() {
        return Map.of("EXPORTCOMMENTS_API_TOKEN", TOKEN);
    }

    @Test
    void theReadmesCommandLeavesBothFilesWithTheSameRows() throws IOException {
        Path output = folder.resolve("out");
        try (Child child = Child.run(
                Map.of(),
                "export",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
                "--mock",
                "--output",
                output.toString())) {
            assertThat(child.code()).as(child.err()).isZero();
            assertThat(child.err())
                    .contains("Created job", "done", "(websocket)")
                    .doesNotContain("\u001b", "\r");
            List<String> files = child.out().lines().toList();
            assertThat(files).hasSize(2);
            Matcher done = Pattern.compile("Done: (\\d+) exported").matcher(child.err());
            assertThat(done.find()).isTrue();
            long rows = Long.parseLong(done.group(1));
            try (ReadableWorkbook workbook = new ReadableWorkbook(Files.newInputStream(Path.of(files.get(1))));
                    Stream<?> sheet = workbook.getFirstSheet().openStream()) {
                assertThat(sheet.count()).isEqualTo(rows + 1);
            }
            assertThat(Files.readAllLines(Path.of(files.get(0))))
                    .filteredOn(line -> line.startsWith("{\"number\":"))
                    .hasSize((int) rows);
        }
    }

    @Test
    void killingTheSocketInTheMiddleChangesNothingButTheWord() throws IOException {
        try (Child child = Child.start(
                token(),
                line -> line.contains("(websocket)") && line.contains("progress"),
                "export",
                STEADY,
                "--base-url",
                mock.baseUrl().toString(),
                "--output",
                folder.toString())) {
            mock.realtime().faults().refuseConnects(Integer.MAX_VALUE, 3004, "internal server error");
            mock.realtime().connections().forEach(RealtimeConnection::cut);

            assertThat(child.code()).as(child.err()).isZero();
            assertThat(child.err().lines().filter(line -> line.matches(".* \\((websocket|polling)\\)")))
                    .as(child.err())
                    .anyMatch(line -> line.endsWith("(websocket)"))
                    .anyMatch(line -> line.contains("progress") && line.endsWith("(polling)"))
                    .last()
                    .asString()
                    .contains("done")
                    .endsWith("(polling)");
            assertThat(child.err()).contains("Done: 30 exported").doesNotContain("exportcomments:");
            assertThat(child.out().lines()).hasSize(2).allMatch(file -> Files.exists(Path.of(file)));
        } finally {
            mock.realtime().faults().clear();
        }
    }

    @Test
    void ctrlCLeavesTheJobRunningAndSaysHowToPickItUp() {
        try (Child child = Child.start(
                token(),
                line -> line.contains("queueing") || line.contains("progress"),
                "export",
                ENDLESS,
                "--base-url",
                mock.baseUrl().toString(),
                "--output",
                folder.toString())) {
            assertThat(child.interrupt()).isEqualTo(130);
            Matcher created = Pattern.compile("Created job (\\S+)\\.").matcher(child.err());
            assertThat(created.find()).isTrue();
            assertThat(child.err())
                    .contains("continues")
                    .contains("exportcomments watch " + created.group(1) + " --base-url " + mock.baseUrl())
                    .contains("exportcomments download " + created.group(1) + " --wait --output " + folder)
                    .doesNotContain("exportcomments:", "\tat ", TOKEN);
            assertThat(child.out()).isEmpty();
            assertThat(status(created.group(1))).isIn("queueing", "progress");
            assertThat(folder).isEmptyDirectory();
        }
    }

    /** As of any program that the signal ends: 128 and its number. */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129"})
    void otherSignalsLeaveTheJobRunningAndHaveTheirOwnExitCodes(String signal, int code) {
        try (Child child = Child.start(
                token(),
                line -> line.contains("Created job"),
                "export",
                ENDLESS,
                "--base-url",
                mock.baseUrl().toString(),
                "--output",
                folder.toString())) {
            assumeFalse(signal.equals("HUP") && Child.ignoresHangUps(), "nohup is inherited");
            assertThat(child.signal(signal)).isEqualTo(code);
            assertThat(child.err()).contains("continues").doesNotContain("\tat ", TOKEN);
            assertThat(status(match("Created job (\\S+)\\.", child.err()))).isIn("queueing", "progress");
        }
    }

    @Test
    void ctrlCWhileFilesAreFetchedSaysThatTheJobIsDone() {
        mock.faults().on(MockOperation.DOWNLOAD).always().inject(Fault.neverAnswer());
        try (Child child = Child.start(
                token(),
                line -> line.contains("Created job"),
                "export",
                INSTANT,
                "--base-url",
                mock.baseUrl().toString(),
                "--output",
                folder.toString(),
                "--insecure")) {
            child.await(() -> mock.journal().count(MockOperation.DOWNLOAD) > 0);
            assertThat(child.interrupt()).isEqualTo(130);
            String guid = match("Created job (\\S+)\\.", child.err());
            assertThat(child.err())
                    .contains("Interrupted. Job " + guid + " is done. Download its files:")
                    .contains("exportcomments download " + guid + " --output " + folder + " --base-url "
                            + mock.baseUrl() + " --insecure\n")
                    .doesNotContain("continues", "watch");
            assertThat(folder).isEmptyDirectory();
        } finally {
            mock.faults().clear();
        }
    }

    /** An export that has begun, and does not end by itself. */
    private Child endlessExport(String... options) {
        List<String> arguments = new ArrayList<>(List.of("export", ENDLESS, "--output", folder.toString()));
        arguments.addAll(List.of("--base-url", mock.baseUrl().toString()));
        arguments.addAll(List.of(options));
        return Child.start(token(), line -> line.contains("\"type\":\"update\""), arguments.toArray(String[]::new));
    }

    @Test
    void ctrlCIsToldToScriptsInTheirWords() {
        try (Child child = endlessExport("--json")) {
            assertThat(child.interrupt()).isEqualTo(130);
            String guid = match("\"guid\":\"([^\"]+)\"", child.out());
            assertThat(child.err())
                    .startsWith("{\"type\":\"interrupted\",\"guid\":\"" + guid + "\",\"message\":\"Interrupted. Job ")
                    .contains("\"commands\":[\"exportcomments watch " + guid + " ")
                    .hasLineCount(1);
        }
    }

    @Test
    void ctrlCWhileABatchIsOnItsWaySaysWhereToLook() {
        mock.faults().on(MockOperation.BATCH_CREATE).always().inject(Fault.neverAnswer());
        try (Child child = Child.started(
                token(),
                "batch",
                "create",
                ENDLESS,
                "--base-url",
                mock.baseUrl().toString())) {
            child.await(() -> mock.journal().count(MockOperation.BATCH_CREATE) > 0);
            assertThat(child.interrupt()).isEqualTo(130);
            assertThat(child.err())
                    .startsWith("Interrupted before the batch's id was known.")
                    .contains("exportcomments list --base-url " + mock.baseUrl());
        } finally {
            mock.faults().clear();
        }
    }

    @Test
    void aStopThatIsNotAnsweredDoesNotKeepThePersonWaiting() {
        mock.faults().on(MockOperation.STOP).always().inject(Fault.neverAnswer());
        try (Child child = Child.start(
                token(),
                line -> line.contains("progress"),
                "watch",
                mock.jobs().seed(SeedJob.of(ENDLESS)).guid().toString(),
                "--stop-on-interrupt",
                "--base-url",
                mock.baseUrl().toString())) {
            assertThat(child.interrupt()).isEqualTo(130);
            assertThat(child.err())
                    .contains("Interrupted; stopping job ", "is not known: the service did not answer within 7 s")
                    .contains("exportcomments stop ", "exportcomments status ");
        } finally {
            mock.faults().clear();
        }
    }

    @Test
    void ctrlCStopsTheJobWhenTold() {
        try (Child child = endlessExport("--json", "--stop-on-interrupt")) {
            assertThat(child.interrupt()).isEqualTo(130);
            Matcher stopped = Pattern.compile("Job (\\S+) was stopped").matcher(child.err());
            assertThat(stopped.find()).as(child.err()).isTrue();
            assertThat(status(stopped.group(1))).isEqualTo("stopped");
        }
    }

    /** Its job would go on, and nobody would know of it. */
    @Test
    void ctrlCStopsAJobWhoseCreationIsOnItsWayWhenTold() {
        mock.faults().on(MockOperation.CREATE).always().inject(Fault.delay(Duration.ofSeconds(1)));
        try (Child child = Child.started(
                token(), "export", ENDLESS, "--base-url", mock.baseUrl().toString(), "--stop-on-interrupt")) {
            child.await(() -> mock.journal().count(MockOperation.CREATE) > 0);
            assertThat(child.interrupt()).isEqualTo(130);
            String guid = match("Job (\\S+) was stopped", child.err());
            assertThat(status(guid)).isEqualTo("stopped");
        } finally {
            mock.faults().clear();
        }
    }

    private String status(String guid) {
        return mock.jobs().find(UUID.fromString(guid)).orElseThrow().status();
    }

    /** The command in a shell's words. */
    private static String shell() {
        return String.join(
                " ", Child.java().stream().map(word -> "'" + word + "'").toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export https://vimeo.com/Caf\\303\\251 --no-wait --mock",
                "export https://vimeo.com/1 --vpn Espa\\303\\261a --no-wait --mock",
                "export https://vimeo.com/1 --cookie sid=Caf\\303\\251 --no-wait --mock",
                "export https://vimeo.com/1 --option note=Caf\\303\\251 --no-wait --mock"
            })
    void whatTheLocaleCanNotReadIsRefused(String arguments) {
        String script = "LC_ALL=C exec " + shell() + " $(printf '" + arguments + "')";
        try (Child child = Child.start(List.of("sh", "-c", script), Map.of(), folder, line -> true)) {
            assertThat(child.code()).as(child.err()).isEqualTo(2);
            assertThat(child.err())
                    .startsWith("exportcomments: argument ")
                    .contains("LC_ALL=C.UTF-8")
                    .doesNotContain("Caf")
                    .hasLineCount(1);
            assertThat(child.out()).isEmpty();
        }
    }

    /** There Java finds no file, and its own logging fails. */
    @Test
    void aFolderThatTheLocaleCanNotReadIsNamedAsTheCause() {
        String script = "d=$(printf 'Caf\\303\\251') && mkdir \"$d\" && cd \"$d\" && LC_ALL=C exec " + shell()
                + " export https://vimeo.com/1 --mock";
        try (Child child = Child.start(List.of("sh", "-c", script), Map.of(), folder, line -> true)) {
            assertThat(child.code()).as(child.err()).isEqualTo(2);
            assertThat(child.err())
                    .isEqualTo(
                            "exportcomments: the path of the current folder has characters that can't be read in this"
                                    + " locale; go to another folder, or use a UTF-8 locale, such as LC_ALL=C.UTF-8\n");
            assertThat(child.out()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"retrofit", "vertx"})
    void theCauseIsInTheLineAndTheChainForThoseWhoAsk(String transport) {
        String plain = "https://127.0.0.1:" + mock.port();
        try (Child child = Child.run(token(), "ping", "--base-url", plain, "--transport", transport)) {
            assertThat(child.code()).isEqualTo(5);
            assertThat(child.err())
                    .contains("Cause: the server does not speak TLS on this port")
                    .hasLineCount(1);
        }
        try (Child child = Child.run(token(), "ping", "--base-url", plain, "--transport", transport, "--verbose")) {
            assertThat(child.err().lines())
                    .filteredOn(line -> line.startsWith("  caused by "))
                    .isNotEmpty()
                    .first()
                    .asString()
                    .contains("SSL");
            assertThat(child.err()).doesNotContain(TOKEN, "\tat ");
        }
    }

    /** A library that prints and logs, whatever the command says about logging. */
    @Test
    void nothingOfOthersShowsUnlessItIsAskedFor() {
        List<String> command = new ArrayList<>(Child.java());
        command.add(1, "-Djava.util.logging.config.class=" + NoisyLogging.class.getName());
        command.addAll(List.of("ping", "--base-url", mock.baseUrl().toString()));
        try (Child child = Child.start(command, token(), folder, line -> true)) {
            assertThat(child.code()).as(child.err()).isZero();
            assertThat(child.out()).startsWith("The service is reachable").hasLineCount(1);
            assertThat(child.err()).isEmpty();
        }
        command.add("--verbose");
        try (Child child = Child.start(command, token(), folder, line -> true)) {
            assertThat(child.out()).hasLineCount(1);
            assertThat(child.err()).contains(NoisyLogging.NOISE);
        }
    }

    @Test
    void aFileThatConfiguresLoggingHasItsSay() throws IOException {
        Path file = Files.writeString(
                folder.resolve("logging.properties"), "config=" + NoisyLogging.class.getName() + "\n");
        List<String> command = new ArrayList<>(Child.java());
        command.add(1, "-Djava.util.logging.config.file=" + file);
        command.addAll(List.of("ping", "--verbose", "--base-url", mock.baseUrl().toString()));
        try (Child child = Child.start(command, token(), folder, line -> true)) {
            assertThat(child.code()).as(child.err()).isZero();
            assertThat(child.err()).contains(NoisyLogging.NOISE);
        }
    }

    @Test
    void anOutageIsSaidOnceAndSoIsItsEnd() {
        try (Child child = Child.start(
                token(),
                line -> line.contains("progress"),
                "export",
                STEADY,
                "--updates",
                "polling",
                "--format",
                "none",
                "--base-url",
                mock.baseUrl().toString())) {
            mock.faults().onAny().always().inject(Fault.badGateway());
            child.await(() -> child.errSoFar().contains("Waiting for the service: it answers HTTP 502.\n"));
            mock.faults().clear();
            assertThat(child.code()).as(child.err()).isZero();
            assertThat(child.err())
                    .containsOnlyOnce("Waiting for the service")
                    .containsOnlyOnce("The service answers again.");
        } finally {
            mock.faults().clear();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void theMockIsUsedByAnyNameOfThisMachine(String host) {
        try (Child serving = Child.start(
                Map.of(), line -> line.contains("base_url"), "mock", "--port", "0", "--speed", "100", "--json")) {
            Matcher port =
                    Pattern.compile("\"base_url\":\"http://127.0.0.1:(\\d+)\"").matcher(serving.outSoFar());
            Matcher secret = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(serving.outSoFar());
            assertThat(port.find() && secret.find()).as(serving.outSoFar()).isTrue();
            try (Child child = Child.run(
                    Map.of("EXPORTCOMMENTS_API_TOKEN", secret.group(1)),
                    "export",
                    "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
                    "--base-url",
                    "http://" + host + ":" + port.group(1),
                    "--output",
                    folder.toString())) {
                assertThat(child.code()).as(child.err()).isZero();
                assertThat(child.out().lines()).hasSize(2).allMatch(file -> Files.exists(Path.of(file)));
            }
        }
    }

    @Test
    void resultsThatDoNotArriveAreNotASuccess() {
        try (Child child =
                Child.start(List.of("sh", "-c", shell() + " list --mock >/dev/full"), Map.of(), folder, line -> true)) {
            assertThat(child.code()).isEqualTo(2);
            assertThat(child.err())
                    .endsWith(
                            "exportcomments: the results could not be written to standard output; is the disk full?\n");
        }
    }

    @Test
    void aListComesFromStandardInput() {
        String report = folder.resolve("report").toString();
        try (Child child = Child.start(
                List.of(
                        "sh",
                        "-c",
                        "printf 'https://vimeo.com/1\\nhttps://vimeo.com/2\\n' | " + shell()
                                + " export --from - --report '" + report + "' --format json --mock --mock-speed 1000"),
                Map.of(),
                folder,
                line -> true)) {
            assertThat(child.code()).as(child.err()).isZero();
            assertThat(child.err()).contains("2 URLs: 2 done");
            assertThat(child.out().lines()).hasSize(2);
        }
    }

    /** A pipe that was opened and closed again at its other end. */
    private Child unread(String arguments) {
        String script = "mkfifo p && exec 3<>p 4>p 3<&- && exec " + shell() + " " + arguments + " >&4";
        return Child.start(List.of("sh", "-c", script), token(), folder, line -> true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list --mock", "list --all --json --mock", "list --help", "--version"})
    void whoeverStopsReadingHearsNoComplaint(String arguments) {
        try (Child child = unread(arguments)) {
            assertThat(child.code()).as(child.err()).isEqualTo(141);
            assertThat(child.err()).doesNotContain("exportcomments:");
        }
    }

    @Test
    void aWatchThatNobodyReadsIsOver() {
        String guid = mock.jobs().seed(SeedJob.of(ENDLESS)).guid().toString();
        try (Child child = unread("watch " + guid + " --json --base-url " + mock.baseUrl())) {
            assertThat(child.code()).as(child.err()).isEqualTo(141);
            assertThat(child.err()).isEmpty();
        }
        assertThat(status(guid)).isIn("queueing", "progress");
    }

    @Test
    void anExportThatNobodyReadsFetchesItsFilesAllTheSame() throws IOException {
        try (Child child = unread("export " + INSTANT + " --json --output out --base-url " + mock.baseUrl())) {
            assertThat(child.code()).as(child.err()).isEqualTo(141);
        }
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void lostResultsAreToldToScriptsInTheirWords() {
        String script = shell() + " list --json --mock >/dev/full";
        try (Child child = Child.start(List.of("sh", "-c", script), Map.of(), folder, line -> true)) {
            assertThat(child.code()).isEqualTo(2);
            assertThat(child.err())
                    .startsWith("{\"type\":\"error\",\"exit_code\":2,\"message\":\"the results could not be written")
                    .hasLineCount(1);
        }
    }

    /** Those that are signed, and those that are refused for the secret of another hook. */
    @ParameterizedTest
    @ValueSource(strings = {"whsec_SecretOfTheHook", "whsec_SecretOfAnother"})
    void listeningEndsWhenNobodyReadsTheEvents(String signedBy) throws IOException, InterruptedException {
        String secret = "whsec_SecretOfTheHook";
        ProcessBuilder listening = new ProcessBuilder(new ArrayList<>(Child.java()));
        listening.command().addAll(List.of("listen", "--port", "0", "--json", "--secret", secret));
        listening.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process listen = listening.start();
        try {
            String url;
            try (BufferedReader lines = listen.inputReader(StandardCharsets.UTF_8)) {
                url = match("\"url\":\"([^\"]+)\"", lines.readLine());
            }
            HttpRequest delivery = WebhookSigner.of(signedBy)
                    .delivery(URI.create(url), "{\"event\":\"export.finished\",\"guid\":\"" + new UUID(1, 2) + "\"}");
            assertThat(HttpClient.newHttpClient()
                            .sendAsync(delivery, HttpResponse.BodyHandlers.ofString())
                            .handle((answer, cut) -> answer == null ? 0 : answer.statusCode())
                            .join())
                    .isNotEqualTo(200);
            assertThat(listen.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(listen.exitValue()).isEqualTo(141);
        } finally {
            listen.destroyForcibly();
        }
    }

    /** As where the folder for temporary files is mounted so that nothing in it can be run. */
    @Test
    void whereSqliteCanNotBeUnpackedTheWayOutIsSaid() throws IOException {
        Path list = Files.writeString(folder.resolve("urls.txt"), INSTANT);
        List<String> command = new ArrayList<>(Child.java());
        command.add(1, "-Djava.io.tmpdir=" + list);
        command.addAll(List.of("bulk", "submit", "march", "--from", list.toString(), "--database", "march.db"));
        try (Child child = Child.start(command, Map.of(), folder, line -> true)) {
            assertThat(child.code()).isEqualTo(2);
            assertThat(child.err())
                    .contains("SQLite can't be used", "EXPORTCOMMENTS_JAVA_ARGS=-Dorg.sqlite.tmpdir=FOLDER\n");
        }
        command.add(1, "-Dorg.sqlite.tmpdir=" + folder);
        try (Child child = Child.start(command, Map.of(), folder, line -> true)) {
            assertThat(child.code()).as(child.err()).isZero();
        }
    }

    @Test
    void theMockServesOtherPrograms() throws IOException, InterruptedException {
        try (Child child = Child.start(
                Map.of(),
                line -> line.contains("export https"),
                "mock",
                "--port",
                "0",
                "--speed",
                "1000",
                "--verbose",
                "--plan",
                "business")) {
            Browser browser = Browser.of(child.outSoFar());
            HttpResponse<String> created =
                    browser.send("POST", "/api/v3/job", "{\"url\": \"https://www.youtube.com/watch?v=1\"}");
            assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
            Matcher guid = Pattern.compile("\"guid\":\"([^\"]+)\"").matcher(created.body());
            assertThat(guid.find()).isTrue();
            String job = "/api/v3/job/" + guid.group(1);
            assertThat(browser.send("GET", job, null).body()).contains(guid.group(1));
            assertThat(browser.send("GET", "/api/v3/jobs", null).body())
                    .startsWith("[")
                    .contains(guid.group(1));
            assertThat(browser.send("GET", "/api/v3/job/" + new UUID(1, 2), null)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(browser.send("POST", "/api/v3/job", "{\"url\": \"nonsense\"}")
                            .body())
                    .contains("INVALID_URL");
            assertThat(browser.send("PATCH", job + "/retry", null).statusCode()).isEqualTo(423);
            assertThat(browser.without().send("GET", job, null).body()).contains("AUTH_HEADER_TOKEN");
            String page = Browser.value("live page", child.outSoFar());
            assertThat(page).isEqualTo(browser.base() + "/");
            assertThat(browser.without().send("GET", "/", null).body()).contains("<title>Mock service");
            assertThat(child.interrupt()).isEqualTo(130);
            assertThat(child.out()).contains("base URL  http://127.0.0.1:", "plan      business", "curl -H");
            assertThat(child.err()).contains("POST /api/v3/job -> 201").doesNotContain("\tat ");
        }
    }

    @Test
    void whatAnExportDoesAtTheMockIsPrintedByListen() throws IOException, InterruptedException {
        String secret = "whsec_SecretOfTheHook";
        try (Child listen = Child.start(
                Map.of(),
                line -> line.contains("listening"),
                "listen",
                "--port",
                "0",
                "--json",
                "--secret",
                "whsec_TheOneBefore",
                "--secret",
                secret)) {
            String url = match("\"url\":\"([^\"]+)\"", listen.outSoFar());
            try (Child served = Child.start(
                    Map.of(),
                    line -> line.contains("export https"),
                    "mock",
                    "--port",
                    "0",
                    "--speed",
                    "20",
                    "--webhook",
                    url,
                    "--webhook-secret",
                    secret)) {
                Browser browser = Browser.of(served.outSoFar());
                try (Child export = Child.run(
                        Map.of("EXPORTCOMMENTS_API_TOKEN", browser.token()),
                        "export",
                        "https://www.youtube.com/watch?v=listen",
                        "--base-url",
                        browser.base(),
                        "--output",
                        folder.toString())) {
                    assertThat(export.code()).as(export.err()).isZero();
                    String guid = match("Created job (\\S+)\\.", export.err());
                    listen.await(() -> listen.outSoFar().contains("export.finished"));
                    assertThat(listen.outSoFar().lines().skip(1))
                            .hasSize(2)
                            .allMatch(line -> line.contains("\"type\":\"event\"") && line.contains(guid))
                            .satisfiesExactly(
                                    first -> assertThat(first).contains("\"event\":\"export.created\""),
                                    last -> assertThat(last)
                                            .contains("\"event\":\"export.finished\"", "\"status\":\"done\""));
                }
                assertThat(served.interrupt()).isEqualTo(130);
                assertThat(served.out() + served.err()).doesNotContain(secret);
            }
            assertThat(new Browser(url, "none")
                            .send("POST", "", "{\"event\":\"export.finished\"}")
                            .statusCode())
                    .isEqualTo(401);
            listen.await(() -> listen.outSoFar().contains("refused"));
            assertThat(listen.interrupt()).isEqualTo(130);
            assertThat(listen.out())
                    .contains("{\"type\":\"refused\",\"status\":401,\"reason\":\"it has no X-Signature\"}");
            assertThat(listen.err()).isEmpty();
            assertThat(listen.out()).doesNotContain(secret, "TheOneBefore");
        }
    }

    private static String match(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    @Test
    void theMockDeliversToAWebhookAndSaysWhatIsNotTaken() throws IOException, InterruptedException {
        String secret = "whsec_SecretOfTheHook";
        AtomicInteger came = new AtomicInteger();
        List<String> signatures = new CopyOnWriteArrayList<>();
        HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/hook", exchange -> {
            signatures.add(exchange.getRequestHeaders().getFirst("X-Signature"));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(came.incrementAndGet() == 1 ? 503 : 200, -1);
            exchange.close();
        });
        hook.start();
        String url = "http://127.0.0.1:" + hook.getAddress().getPort() + "/hook";
        try (Child child = Child.start(
                Map.of("EXPORTCOMMENTS_WEBHOOK_SECRET", secret),
                line -> line.contains("export https"),
                "mock",
                "--port",
                "0",
                "--speed",
                "1000",
                "--webhook",
                url)) {
            Browser browser = Browser.of(child.outSoFar());
            browser.send("POST", "/api/v3/job", "{\"url\": \"https://www.youtube.com/watch?v=1\"}");
            child.await(() -> came.get() == 3);
            assertThat(child.interrupt()).isEqualTo(130);
            assertThat(child.out()).contains("webhook   " + url).doesNotContain(secret);
            assertThat(child.err())
                    .contains(" -> " + url + ": 503, to be sent again")
                    .doesNotContain(": 200", secret, "\tat ");
            assertThat(signatures).hasSize(3).allMatch(signature -> signature.matches("[0-9a-f]{64}"));
        } finally {
            hook.stop(0);
        }
    }

    /** What any other program would do. */
    private record Browser(String base, String token) {
        static Browser of(String printed) {
            return new Browser(value("base URL", printed), value("token", printed));
        }

        private static String value(String name, String printed) {
            Matcher line = Pattern.compile("(?m)^" + name + " +(\\S+)$").matcher(printed);
            assertThat(line.find()).as(printed).isTrue();
            return line.group(1);
        }

        Browser without() {
            return new Browser(base, "none");
        }

        HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                    .header("X-AUTH-TOKEN", token)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
