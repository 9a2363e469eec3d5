package io.exportcomments.mock;

import static io.exportcomments.mock.Http.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.realtime.RealtimeConnection;
import io.exportcomments.mock.time.MockClock;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the live page's requests are and are not, without a browser. */
class LivePageRulesTest {

    private final CopyOnWriteArrayList<String> log = new CopyOnWriteArrayList<>();
    private final MockService mock = MockService.builder()
            .plan(ServicePlan.unlimited().withRequestsPerMinute(1))
            .requestLog(entry -> log.add(entry.toLine()))
            .start();
    private final Http http = new Http(mock);

    @AfterEach
    void close() {
        mock.close();
    }

    private HttpResponse<byte[]> post(String path, String body) {
        return http.send(http.to(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static RealtimeClient page(MockService mock) {
        return new RealtimeClient(URI.create(mock.realtime().url() + "?mock-page"), null);
    }

    private RealtimeClient connectedPage() {
        RealtimeClient client = page(mock);
        client.connect(Http.json(post("/mock/token", "{}")).getString("token"));
        return client;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/mock/page.js", "/mock/page.css", "/mock/icon.svg", "/mock/state"})
    void allOfItComesFromTheJarUnderAStrictPolicy(String path) {
        HttpResponse<byte[]> answer = http.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "trusted-types 'none'")
                .contains("connect-src 'self' ws://127.0.0.1:" + mock.port() + ";")
                .doesNotContain("unsafe", "*");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(Http.text(answer)).doesNotContain("innerHTML", "style=\"", "onclick", "https://cdn");
    }

    @Test
    void whatItAsksStandsInNoJournalCountsForNoLimitAndMeetsNoFault() {
        mock.faults().onAny().always().inject(Fault.status(503));
        mock.realtime().faults().failCommands(5, 100, "internal server error");
        mock.realtime().faults().expiredTokens(1);
        mock.realtime().faults().refuseConnects(1, 4500, "go away");
        RealtimeClient client = connectedPage();
        for (int i = 0; i < 3; i++) {
            assertThat(http.get("/mock/state").statusCode()).isEqualTo(200);
        }
        assertThat(client.ask("{\"id\":2,\"unsubscribe\":{\"channel\":\"x\"}}").getInteger("id"))
                .isEqualTo(2);
        assertThat(mock.journal().entries()).isEmpty();
        assertThat(log).isEmpty();
        assertThat(mock.realtime().connections()).isEmpty();

        mock.faults().clear();
        mock.realtime().faults().clear();
        assertThat(http.get("/api/v1/ping").statusCode()).isEqualTo(200);
        assertThat(http.get("/api/v1/ping").statusCode()).isEqualTo(429);
        assertThat(RealtimeClient.connected(mock)).isNotNull();
        assertThat(mock.realtime().connections())
                .singleElement()
                .extracting(RealtimeConnection::number)
                .isEqualTo(1L);
    }

    @Test
    void itHearsTheSameEventsAsPrograms() {
        RealtimeClient client = connectedPage();
        post(
                "/mock/jobs",
                new JsonObject().put("url", VIDEO).put("course", "endless").encode());
        assertThat(client.next()).contains("job.created", VIDEO);
    }

    @Test
    void itStartsStopsAndRetries() {
        mock.account().plan(ServicePlan.unlimited());
        HttpResponse<byte[]> started =
                post("/mock/jobs", "{\"url\":\"" + VIDEO + "\",\"course\":\"failing\",\"limit\":7}");
        MockJob job = mock.jobs().all().get(0);
        assertThat(Http.json(started).getString("guid")).isEqualTo(job.guid().toString());
        assertThat(job.rows()).isEqualTo(7);
        assertThat(post("/mock/jobs/" + job.guid() + "/retry", "{}").statusCode())
                .isEqualTo(423);
        assertThat(Http.json(post("/mock/jobs/" + job.guid() + "/stop", "{}")).getString("status"))
                .isEqualTo("stopped");
        assertThat(post("/mock/jobs/11111111-1111-4111-8111-111111111111/stop", "{}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void thePlansLimitsHoldForWhatIsStartedThere() {
        mock.account().plan(ServicePlan.unlimited().withRunning(1).withQueued(0));
        String body = "{\"url\":\"" + VIDEO + "\",\"course\":\"endless\"}";
        assertThat(post("/mock/jobs", body).statusCode()).isEqualTo(200);
        assertThat(post("/mock/jobs", body).statusCode()).isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{", "{\"url\":1}", "{\"course\":\"none\"}", "{\"course\":\"usual\",\"limit\":0}"})
    void aBodyThatIsNoneIsRefused(String body) {
        assertThat(post("/mock/jobs", body).statusCode()).isEqualTo(400);
        assertThat(post("/mock/faults", body).statusCode()).isEqualTo(400);
    }

    @Test
    void othersPathsMethodsAndTypesAreRefused() {
        assertThat(http.get("/mock/nothing").statusCode()).isEqualTo(404);
        assertThat(post("/mock/nothing", "{}").statusCode()).isEqualTo(404);
        assertThat(http.send(http.to("/mock/jobs").DELETE().build()).statusCode())
                .isEqualTo(405);
        assertThat(http.send(http.to("/mock/jobs")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("{}"))
                                .build())
                        .statusCode())
                .isEqualTo(415);
        assertThat(post("/mock/jobs", " ".repeat(70_000)).statusCode()).isEqualTo(413);
        assertThat(http.send(http.to(mock.otherOrigin() + "/mock/state").build())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aPageOfAnotherOriginGetsNothingDone() {
        String body = "{\"url\":\"" + VIDEO + "\",\"course\":\"usual\"}";
        for (String[] header : new String[][] {
            {"Origin", "http://evil.example"},
            {"Origin", "null"},
            {"Origin", mock.otherOrigin().toString()},
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "same-site"}
        }) {
            assertThat(http.send(http.to("/mock/jobs")
                                    .header("Content-Type", "application/json")
                                    .header(header[0], header[1])
                                    .POST(BodyPublishers.ofString(body))
                                    .build())
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(mock.jobs().all()).isEmpty();
        assertThat(http.get("/", r -> r.header("Sec-Fetch-Site", "cross-site").header("Sec-Fetch-Mode", "navigate"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(http.get(
                                "/mock/state",
                                r -> r.header("Origin", mock.baseUrl().toString()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void behindAProxyWithTlsThePageIsOfTheProxysOrigin() {
        String base = "https://localhost:8443/try";
        HttpRequest.Builder asked = http.to("/mock/state")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "localhost:8443")
                .header("X-Forwarded-Prefix", "/try/")
                .header("Sec-Fetch-Site", "same-origin");

        HttpResponse<byte[]> answer = http.send(
                asked.copy().header("Origin", "https://localhost:8443").build());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Http.json(answer).getString("base")).isEqualTo(base);
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains(" wss://localhost:8443;"));
        for (String origin : new String[] {"http://localhost:8443", "https://evil.example", "https://localhost"}) {
            assertThat(http.send(asked.copy().header("Origin", origin).build()).statusCode())
                    .as(origin)
                    .isEqualTo(403);
        }
    }

    @Test
    void aNameThatAnotherSiteLetsLeadHereIsRefused() {
        String answer = RawClient.exchange(
                mock,
                "GET /mock/state HTTP/1.1\r\nHost: evil.example:" + mock.port()
                        + "\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: localhost\r\nOrigin: https://localhost"
                        + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 403");
        String local = RawClient.exchange(
                mock, "GET /mock/state HTTP/1.1\r\nHost: localhost:" + mock.port() + "\r\nConnection: close\r\n\r\n");
        assertThat(local).startsWith("HTTP/1.1 200");
    }

    @Test
    void everyFaultOfTheMenuCanBeClicked() {
        JsonObject state = Http.json(http.get("/mock/state"));
        for (Object group : state.getJsonArray("faults")) {
            for (Object fault : ((JsonObject) group).getJsonArray("faults")) {
                String name = ((JsonObject) fault).getString("name");
                assertThat(post("/mock/faults", "{\"name\":\"" + name + "\"}").statusCode())
                        .as(name)
                        .isEqualTo(200);
            }
        }
        assertThat(post("/mock/faults", "{\"name\":\"none\"}").statusCode()).isEqualTo(400);
        assertThat(http.get("/api/v1/ping").statusCode()).isEqualTo(200);
    }

    @Test
    void clicksReachTheSocketsOfProgramsAndOfThePage() {
        RealtimeClient program = RealtimeClient.connected(mock);
        RealtimeClient page = connectedPage();
        assertThat(Http.json(http.get("/mock/state")).getInteger("sockets")).isEqualTo(1);
        post("/mock/faults", "{\"name\":\"final\"}");
        assertThat(program.next()).isEqualTo("closed 3503 force disconnect");
        assertThat(page.next()).isEqualTo("closed 3503 force disconnect");
        RealtimeClient cut = RealtimeClient.connected(mock);
        post("/mock/faults", "{\"name\":\"cut\"}");
        assertThat(cut.next()).isEqualTo("failed");
        RealtimeClient frozen = RealtimeClient.connected(mock);
        post("/mock/faults", "{\"name\":\"half-open\"}");
        Predicate<RealtimeConnection> half = RealtimeConnection::frozen;
        assertThat(mock.realtime().connections()).anyMatch(half);
        frozen.close();
    }

    @Test
    void thePageStaysConnectedUnderAClockTooFastForABrowser() {
        try (MockService fast =
                MockService.builder().clock(MockClock.faster(10_000)).start()) {
            RealtimeClient client = page(fast);
            Http toFast = new Http(fast);
            String token = Http.json(toFast.send(toFast.to("/mock/token")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{}"))
                            .build()))
                    .getString("token");
            JsonObject reply = client.connect(token).getJsonObject("connect");
            assertThat(reply.getJsonObject("data").getLong("pingMillis")).isEqualTo(3_000L);
            assertThat(client.silentFor(Duration.ofMillis(300))).isTrue();
            assertThat(client.next()).isEqualTo("{}");
        }
    }
}
