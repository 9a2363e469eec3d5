package io.exportcomments.mock;

import static io.exportcomments.mock.Http.VIDEO;
import static io.exportcomments.mock.Http.array;
import static io.exportcomments.mock.Http.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.mock.answer.AnswerStyle;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What real servers, proxies and databases were seen to do, on demand. */
class OddWeatherTest {

    private final ManualClock clock = MockClock.manual();
    private final MockService mock = MockService.builder()
            .clock(clock)
            .defaultScript(JobScript.instant().rows(3))
            .start();
    private final Http http = new Http(mock);

    @AfterEach
    void close() {
        mock.close();
    }

    private void seed(int jobs) {
        for (int i = jobs; i > 0; i--) {
            mock.jobs().seed(SeedJob.of("https://youtu.be/" + i).age(Duration.ofMinutes(i)));
        }
    }

    @Test
    void interimAnswersComeBeforeTheAnswerInTheirOrder() throws IOException {
        mock.faults().on(MockOperation.PING).next(1).inject(Fault.interim(100, 102, 103, 104));
        try (RawClient client = new RawClient(mock)) {
            client.send("GET", "/api/v1/ping", "");
            assertThat(client.readUntil("\"ok\"}"))
                    .containsSubsequence(
                            "HTTP/1.1 100 Continue\r\n\r\n",
                            "HTTP/1.1 102 ",
                            "HTTP/1.1 103 ",
                            "HTTP/1.1 104 ",
                            "HTTP/1.1 200 OK\r\n");
            client.send("GET", "/api/v1/ping", "");
            assertThat(client.readUntil("\"ok\"}")).startsWith("HTTP/1.1 200 OK\r\n");
        }
        assertThatThrownBy(() -> Fault.interim(101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.interim(200)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theConnectionClosesAfterTheAnswerWithoutSayingSo() throws IOException {
        mock.faults().onAny().always().inject(Fault.closeAfterAnswer());
        try (RawClient client = new RawClient(mock)) {
            client.send("GET", "/api/v1/ping", "");
            String all = client.readAll();
            assertThat(all).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\"ok\"}");
            assertThat(all.toLowerCase(java.util.Locale.ROOT)).doesNotContain("connection:");
        }
        assertThat(http.create(VIDEO).statusCode()).isEqualTo(201);
        String link = array(http.get("/api/v3/jobs")).getJsonObject(0).getString("json_url");
        assertThat(array(http.get(link))).hasSize(3);
    }

    @Test
    void aJobWhoseCreationWasNotAnsweredIsListedUnderTheUrlThatTheServiceMadeOfIt() throws IOException {
        mock.script("https://youtu.be/*", JobScript.endless().shownAs(VIDEO));
        mock.faults().on(MockOperation.CREATE).next(1).inject(Fault.closeAfterTaking());
        try (RawClient client = new RawClient(mock)) {
            client.send("POST", "/api/v3/job", "{\"url\":\"https://youtu.be/dQw4w9WgXcQ\"}");
            assertThat(client.readAll()).isEmpty();
        }
        JsonObject job = array(http.get("/api/v3/jobs")).getJsonObject(0);
        assertThat(job.getString("url")).isEqualTo(VIDEO);
        assertThat(json(http.get("/api/v3/job/" + job.getString("guid"))).getString("url"))
                .isEqualTo(VIDEO);
    }

    @Test
    void aReplicaThatLagsDoesNotKnowAJobForAWhile() {
        mock.script(
                "*youtube*",
                JobScript.endless().notFoundFor(Duration.ofSeconds(5)).notListedFor(Duration.ofSeconds(8)));
        String guid = http.created(VIDEO);
        assertThat(http.get("/api/v3/job/" + guid).statusCode()).isEqualTo(404);
        assertThat(http.patch(guid, "stop").statusCode()).isEqualTo(404);
        clock.advance(Duration.ofSeconds(5));
        assertThat(http.status(guid)).isEqualTo("progress");
        assertThat(array(http.get("/api/v3/jobs"))).isEmpty();
        clock.advance(Duration.ofSeconds(3));
        assertThat(array(http.get("/api/v3/jobs"))).hasSize(1);
    }

    @Test
    void aFileIsNotThereForAWhileAfterTheJobIsDone() {
        mock.script("*youtube*", JobScript.instant().rows(3).filesNotFoundFor(Duration.ofSeconds(4)));
        JsonObject job = json(http.create(VIDEO));
        assertThat(job.getString("status")).isEqualTo("done");
        assertThat(http.get(job.getString("json_url")).statusCode()).isEqualTo(404);
        clock.advance(Duration.ofSeconds(4));
        assertThat(http.get(job.getString("json_url")).statusCode()).isEqualTo(200);
    }

    @Test
    void somethingInBetweenAnswersTheNextReads() {
        seed(1);
        mock.faults().on(MockOperation.LIST).next(2).inject(Fault.answer(423, "text/plain", "locked"));
        for (int i = 0; i < 2; i++) {
            HttpResponse<byte[]> odd = http.get("/api/v3/jobs");
            assertThat(odd.statusCode()).isEqualTo(423);
            assertThat(odd.headers().firstValue("Content-Type")).contains("text/plain");
            assertThat(Http.text(odd)).isEqualTo("locked");
        }
        assertThat(array(http.get("/api/v3/jobs"))).hasSize(1);
    }

    @Test
    void aPageComesInPlaceOfAFile() {
        seed(1);
        mock.faults().on(MockOperation.DOWNLOAD).next(1).inject(Fault.loginPage());
        HttpResponse<byte[]> page =
                http.get(array(http.get("/api/v3/jobs")).getJsonObject(0).getString("download_link"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(Http.text(page)).contains("<html>");
    }

    @Test
    void stopAndRetryAreAnsweredWithoutAJob() {
        mock.script("*youtube*", JobScript.endless());
        mock.faults().on(MockOperation.STOP).nth(1).inject(Fault.successOnly());
        mock.faults().on(MockOperation.STOP).nth(2).inject(Fault.noContent());
        mock.faults().on(MockOperation.STOP).nth(3).inject(Fault.emptyBody());
        for (String answer : new String[] {"200 {\"success\":true}", "204 ", "200 "}) {
            String guid = http.created(VIDEO);
            HttpResponse<byte[]> stopped = http.patch(guid, "stop");
            assertThat(stopped.statusCode() + " " + Http.text(stopped)).isEqualTo(answer);
            assertThat(http.status(guid)).isEqualTo("stopped");
        }
    }

    @Test
    void aListIgnoresThePage() {
        seed(5);
        mock.faults().on(MockOperation.LIST).always().inject(Fault.ignorePage());
        assertThat(page(3, 2)).isEqualTo(page(1, 2)).isNotEmpty();
    }

    @Test
    void aListGivesFewerThanAskedForWithAndWithoutATotal() {
        seed(5);
        mock.faults().on(MockOperation.LIST).always().inject(Fault.pageSizeAtMost(2));
        assertThat(page(1, 100)).hasSize(2);
        assertThat(page(3, 100)).hasSize(1);
        assertThat(page(4, 100)).isEmpty();
        try (MockService told = MockService.builder()
                .style(AnswerStyle.documented().lists(AnswerStyle.Lists.ITEMS))
                .start()) {
            for (int i = 0; i < 5; i++) {
                told.jobs().seed(SeedJob.of(VIDEO));
            }
            told.faults().on(MockOperation.LIST).always().inject(Fault.pageSizeAtMost(2));
            JsonObject page = json(new Http(told).get("/api/v3/jobs?page=3&limit=100"));
            assertThat(page.getInteger("total")).isEqualTo(5);
            assertThat(page.getJsonArray("items")).hasSize(1);
        }
    }

    @Test
    void aListRepeatsItsLastPage() {
        seed(5);
        mock.faults().on(MockOperation.LIST).always().inject(Fault.repeatLastPage());
        assertThat(page(3, 2)).hasSize(1);
        assertThat(page(4, 2)).isEqualTo(page(3, 2));
        assertThat(page(9, 2)).isEqualTo(page(3, 2));
    }

    private JsonArray page(int page, int limit) {
        return array(http.get("/api/v3/jobs?page=" + page + "&limit=" + limit));
    }
}
