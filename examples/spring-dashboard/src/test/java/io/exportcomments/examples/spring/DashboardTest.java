package io.exportcomments.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.request.MockOperation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program from outside: HTTP and the stream of events, on its own stand-in. */
@Timeout(120)
class DashboardTest {
    private static final String VIMEO = "https://vimeo.com/1";
    private static final String NOBODY = UUID.randomUUID().toString();

    private final Dashboard dashboard = Dashboard.start();
    private final MockService mock = dashboard.mock();

    @AfterEach
    void close() {
        dashboard.close();
    }

    private static JobScript steady() {
        return JobScript.queued(Duration.ZERO)
                .progressPercent(Duration.ofMillis(200), 30)
                .progressPercent(Duration.ofMillis(300), 70)
                .done(Duration.ofMillis(300))
                .rows(40);
    }

    private String done() throws IOException, InterruptedException {
        mock.script("*", JobScript.instant().rows(25).comments(row -> "<b>comment</b> " + row));
        String guid = dashboard.create(VIMEO);
        try (Listener listener = dashboard.listen()) {
            listener.await(guid, "done");
        }
        return guid;
    }

    @Test
    void aJobIsFollowedToItsEnd() throws IOException, InterruptedException {
        mock.script("*", steady());
        try (Listener listener = dashboard.listen()) {
            assertThat(listener.next().getBoolean("whole")).isTrue();
            String guid = dashboard.create(VIMEO);
            JsonObject running = listener.await(guid, job -> job.getLong("exported") > 0);
            assertThat(running.getBoolean("canStop")).isTrue();
            JsonObject done = listener.await(guid, "done");
            assertThat(done.getLong("exported")).isEqualTo(40);
            assertThat(done.getString("url")).isEqualTo(VIMEO);
            assertThat(done.getBoolean("hasFiles")).isTrue();
        }
    }

    @Test
    void aNewBrowserGetsTheWholeStateFirstAndOneThatComesBackToo() throws IOException, InterruptedException {
        mock.script("*", JobScript.endless());
        String first = dashboard.create(VIMEO);
        String second = dashboard.create("https://vimeo.com/2");
        for (int visit = 0; visit < 2; visit++) {
            try (Listener listener = dashboard.listen()) {
                JsonObject news = listener.next();
                assertThat(news.getBoolean("whole")).isTrue();
                assertThat(news.getJsonArray("jobs"))
                        .extracting(job -> ((JsonObject) job).getString("guid"))
                        .containsExactly(first, second);
            }
        }
    }

    @Test
    void manyBrowsersShareOneWatch() throws IOException, InterruptedException {
        mock.script("*", JobScript.endless());
        String guid = dashboard.create(VIMEO);
        try (Listener one = dashboard.listen();
                Listener two = dashboard.listen();
                Listener three = dashboard.listen()) {
            for (Listener listener : List.of(one, two, three)) {
                listener.await(guid, "progress");
            }
            long reads = reads();
            try (Listener four = dashboard.listen()) {
                four.await(guid, "progress");
            }
            assertThat(reads()).isEqualTo(reads);
            assertThat(mock.realtime().connections()).hasSize(1);
        }
    }

    private long reads() {
        return mock.journal().entries().stream()
                .filter(entry -> entry.operation() == MockOperation.GET)
                .count();
    }

    @Test
    void aFailedJobIsRetriedAndARunningOneIsStopped() throws IOException, InterruptedException {
        mock.script(
                "*/1",
                JobScript.queued(Duration.ZERO).fails(Duration.ZERO, "It broke").onRetry(steady()));
        mock.script("*/2", JobScript.endless());
        try (Listener listener = dashboard.listen()) {
            String failing = dashboard.create(VIMEO);
            String endless = dashboard.create("https://vimeo.com/2");
            JsonObject failed = listener.await(failing, "error");
            assertThat(failed.getString("error")).isEqualTo("It broke");
            assertThat(failed.getBoolean("canRetry")).isTrue();

            assertThat(dashboard.post("/api/jobs/" + failing + "/retry", "{}").statusCode())
                    .isEqualTo(200);
            assertThat(listener.await(failing, "done").getInteger("attempt")).isEqualTo(2);

            assertThat(dashboard.post("/api/jobs/" + endless + "/stop", "{}").statusCode())
                    .isEqualTo(200);
            assertThat(listener.await(endless, "stopped").getBoolean("canStop")).isFalse();
        }
    }

    @Test
    void jobsOfOtherProgramsTurnUpAndAreFollowed() throws IOException, InterruptedException {
        try (Listener listener = dashboard.listen()) {
            listener.awaitNews(news -> news.getBoolean("loaded"));
            String guid = UUID.randomUUID().toString();
            mock.jobs().seed(SeedJob.of("https://vimeo.com/3").guid(guid).script(steady()));
            listener.await(guid, "done");
        }
    }

    @Test
    void filesFlowThroughTheProgram() throws IOException, InterruptedException {
        String guid = done();
        HttpResponse<byte[]> json = dashboard.bytes("/api/jobs/" + guid + "/result.json");
        assertThat(json.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"export-" + guid + ".json\"");
        assertThat(new JsonArray(new String(json.body(), StandardCharsets.UTF_8)))
                .hasSize(25);

        HttpResponse<byte[]> sheet = dashboard.bytes("/api/jobs/" + guid + "/result.xlsx");
        assertThat(sheet.headers().firstValue("Content-Type").orElseThrow()).contains("spreadsheetml");
        assertThat(sheet.body()).startsWith('P', 'K', 3, 4);
    }

    @Test
    void aFileThatBreaksOffDoesNotLookWhole() throws IOException, InterruptedException {
        mock.script("*", JobScript.instant().rows(5000));
        String guid = dashboard.create(VIMEO);
        try (Listener listener = dashboard.listen()) {
            listener.await(guid, "done");
        }
        mock.faults().on(MockOperation.DOWNLOAD).nth(1).inject(Fault.cutBody(100_000));
        mock.faults().on(MockOperation.DOWNLOAD).nth(2).inject(Fault.status(404));
        assertThatThrownBy(() -> dashboard.bytes("/api/jobs/" + guid + "/result.json"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void thePreviewHasTheFirstRowsAsText() throws IOException, InterruptedException {
        String guid = done();
        JsonObject preview =
                new JsonObject(dashboard.get("/api/jobs/" + guid + "/preview").body());
        assertThat(preview.getJsonArray("rows")).hasSize(10);
        assertThat(preview.getBoolean("more")).isTrue();
        int columns = preview.getJsonArray("columns").size();
        assertThat(preview.getJsonArray("rows"))
                .allSatisfy(row -> assertThat((JsonArray) row)
                        .hasSize(columns)
                        .allSatisfy(cell -> assertThat(cell).isInstanceOf(String.class)));
        assertThat(preview.getJsonArray("rows").getJsonArray(0)).contains("<b>comment</b> 0");
    }

    @Test
    void refusalsAreSaidInPlainWords() throws IOException, InterruptedException {
        refused(dashboard.export("ftp://vimeo.com/1"), 400, "That is no address of a page");
        refused(dashboard.post("/api/jobs", "{}"), 400, "That is no address of a page");
        refused(dashboard.export("https://example.org/post"), 400, "The service does not take this: ");
        refused(dashboard.post("/api/jobs/" + NOBODY + "/stop", "{}"), 404, "The service has no such job");
        refused(dashboard.get("/api/jobs/" + NOBODY + "/preview"), 404, "The service has no such job");
        refused(dashboard.post("/api/jobs/a%20b/stop", "{}"), 400, "");
        String guid = done();
        refused(dashboard.post("/api/jobs/" + guid + "/stop", "{}"), 409, "That does not fit: the job is done.");
        refused(dashboard.post("/api/jobs/" + guid + "/retry", "{}"), 409, "That does not fit: the job is done.");
        mock.faults()
                .on(MockOperation.CREATE)
                .next(1)
                .inject(Fault.status(429).body("{\"error_code\":\"DAILY_LIMIT_EXCEEDED\",\"seconds_to_wait\":3600}"));
        refused(
                dashboard.export(VIMEO),
                429,
                "The account's exports of this day are used up. Try again in 3600 seconds.");
        mock.faults().on(MockOperation.GET).always().inject(Fault.status(401));
        refused(dashboard.get("/api/jobs/" + guid + "/preview"), 502, "The service does not accept the API token");
    }

    private static void refused(HttpResponse<String> answer, int status, String words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getString("detail")).startsWith(words);
    }

    @Test
    void aDownloadThatFailsInABrowserIsAPageWithTheWords() throws IOException, InterruptedException {
        HttpResponse<String> answer = dashboard.send(
                dashboard.request("/api/jobs/" + NOBODY + "/result.json").header("Accept", "text/html,*/*;q=0.8"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(answer.body()).contains("The service has no such job, or no more.", "href=\"/\"");
    }

    @Test
    void aListThatCantBeReadIsSaidAndComesBack() throws IOException, InterruptedException {
        try (Listener listener = dashboard.listen()) {
            listener.awaitNews(news -> news.getBoolean("loaded"));
            mock.faults().on(MockOperation.LIST).always().inject(Fault.status(401));
            JsonObject news = listener.awaitNews(heard -> heard.getString("trouble") != null);
            assertThat(news.getString("trouble")).startsWith("The service does not accept the API token");
            mock.faults().clear();
            listener.awaitNews(heard -> heard.getString("trouble") == null);
        }
    }

    @Test
    void aJobThatCantBeFollowedSaysSoAndIsFollowedAgain() throws IOException, InterruptedException {
        mock.script("*", JobScript.endless());
        String refusal = "{\"status_code\":401,\"error_code\":\"AUTH_HEADER_TOKEN\",\"detail\":\"Invalid token\"}";
        mock.faults().on(MockOperation.GET).always().inject(Fault.status(401).body(refusal));
        try (Listener listener = dashboard.listen()) {
            String guid = dashboard.create(VIMEO);
            JsonObject lost = listener.await(guid, job -> job.getString("trouble") != null);
            assertThat(lost.getString("trouble")).startsWith("The service does not accept the API token");
            mock.faults().clear();
            listener.await(
                    guid,
                    job -> job.getString("trouble") == null
                            && job.getString("status").equals("progress"));
        }
    }

    @Test
    void theTokenIsNowhereInTheBrowser() throws IOException, InterruptedException {
        String guid = done();
        StringBuilder all = new StringBuilder();
        for (String path :
                List.of("/", "/dashboard.js", "/api/jobs/" + guid + "/preview", "/api/jobs/" + guid + "/result.json")) {
            HttpResponse<String> answer = dashboard.get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            all.append(answer.headers().map()).append(answer.body());
        }
        try (Listener listener = dashboard.listen()) {
            all.append(listener.next().encode());
        }
        assertThat(all.toString()).doesNotContain(mock.token()).doesNotContain("/exports/");
    }

    @Test
    void thePageMayAskItsOwnServerOnlyAndOtherSitesMayNotAskIt() throws IOException, InterruptedException {
        HttpResponse<String> page = dashboard.get("/");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .doesNotContain("unsafe", "http:", "https:", "*");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.body()).doesNotContain("style=", "onclick", "http://");

        assertThat(dashboard
                        .send(dashboard.request("/api/events").header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(dashboard
                        .send(dashboard
                                .request("/api/jobs/" + NOBODY + "/preview")
                                .header("Origin", "https://example.org"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(statusUnderName("127.0.0.1")).contains(" 200");
        assertThat(statusUnderName("rebound.example.org")).contains(" 403");
    }

    /** What is answered to a request under some name, which Java's client does not let a program set. */
    private String statusUnderName(String host) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), dashboard.base().getPort())) {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void theEndIsGracefulAndLeavesNothing() throws IOException, InterruptedException {
        mock.script("*", JobScript.endless());
        String guid = dashboard.create(VIMEO);
        try (Listener listener = dashboard.listen()) {
            listener.await(guid, "progress");
            long begin = System.nanoTime();
            dashboard.close();
            listener.awaitEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
        }
        List<Thread> left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(dashboard|exportcomments|scheduling)-.*"))
                .toList();
        for (Thread thread : left) {
            thread.join(10_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    @Test
    void withATokenTheRealServiceIsAsked() throws IOException, InterruptedException {
        try (MockService real = MockService.start();
                Dashboard onReal = Dashboard.start(Map.of(
                        "exportcomments.api-token", real.token(),
                        "exportcomments.base-url", real.baseUrl().toString()))) {
            assertThat(onReal.context().getBeanNamesForType(MockService.class)).isEmpty();
            String guid = onReal.create(VIMEO);
            assertThat(real.jobs().find(UUID.fromString(guid))).isPresent();
            assertThat(mock.jobs().all()).isEmpty();
        }
    }

    @Test
    void theReadmesNameTheOneCommand() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("bom/pom.xml"))) {
            folder = folder.getParent();
        }
        String command = "```sh\nexamples/spring-dashboard/run\n```";
        assertThat(Files.readString(folder.resolve("examples/spring-dashboard/README.md")))
                .contains(command);
        assertThat(Files.readString(folder.resolve("README.md"))).contains(command);
        assertThat(folder.resolve("examples/spring-dashboard/run")).isExecutable();
    }
}
