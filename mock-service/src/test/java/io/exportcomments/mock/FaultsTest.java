package io.exportcomments.mock;

import static io.exportcomments.mock.Http.VIDEO;
import static io.exportcomments.mock.Http.array;
import static io.exportcomments.mock.Http.json;
import static io.exportcomments.mock.Http.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.fault.Faults;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.journal.JournalEntry.State;
import io.exportcomments.mock.request.MockOperation;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault, seen on the wire. */
class FaultsTest {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final String CREATION = "{\"url\":\"" + VIDEO + "\"}";

    private final MockService mock =
            MockService.builder().defaultScript(JobScript.instant()).start();
    private final Http http = new Http(mock);
    private final Faults faults = mock.faults();

    @AfterEach
    void close() {
        mock.close();
    }

    @Test
    void aStatusInTheServicesPlaceIsNotTaken() {
        faults.on(MockOperation.CREATE)
                .next(1)
                .inject(Fault.status(429).body("{\"seconds_to_wait\":\"3\"}").header("Retry-After", "rubbish"));
        HttpResponse<byte[]> answer = http.create(VIDEO);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(text(answer)).isEqualTo("{\"seconds_to_wait\":\"3\"}");
        assertThat(answer.headers().firstValue("Retry-After")).contains("rubbish");
        assertThat(mock.jobs().all()).isEmpty();
        assertThat(http.create(VIDEO).statusCode()).isEqualTo(201);
    }

    @Test
    void aStatusAfterTakingHidesACreatedJob() {
        faults.on(MockOperation.CREATE).next(1).inject(Fault.badGateway().afterTaking());
        HttpResponse<byte[]> answer = http.create(VIDEO);
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(mock.jobs().all()).hasSize(1);
    }

    @Test
    void rulesAreCountedAndNarrowed() {
        Faults.Injected third = faults.on(MockOperation.PING).nth(3).inject(Fault.status(503));
        Faults.Injected guarded = faults.onPath("/api/*/ping")
                .when(r -> "x=1".equals(r.query()))
                .always()
                .inject(Fault.status(500));
        assertThat(http.get("/api/v1/ping").statusCode()).isEqualTo(200);
        assertThat(http.get("/api/v1/ping?x=1").statusCode()).isEqualTo(500);
        assertThat(http.get("/api/v1/ping").statusCode()).isEqualTo(503);
        assertThat(http.get("/api/v1/ping").statusCode()).isEqualTo(200);
        assertThat(third.hits()).isEqualTo(1);
        assertThat(guarded.hits()).isEqualTo(1);
        guarded.close();
        assertThat(http.get("/api/v1/ping?x=1").statusCode()).isEqualTo(200);
        faults.onAny().always().inject(Fault.status(500));
        faults.clear();
        assertThat(http.get("/api/v1/ping").statusCode()).isEqualTo(200);
    }

    @Test
    void aResetBeforeTakingCreatesNothing() throws IOException {
        faults.on(MockOperation.CREATE).next(1).inject(Fault.resetBeforeTaking());
        assertReset();
        assertThat(mock.jobs().all()).isEmpty();
        assertThat(mock.journal().entries().get(0).status()).isZero();
    }

    @Test
    void aResetAfterTakingCreatesAJobThatNobodyHearsOf() throws IOException {
        faults.on(MockOperation.CREATE).next(1).inject(Fault.resetAfterTaking());
        assertReset();
        assertThat(mock.jobs().all()).hasSize(1);
        assertThat(mock.journal().entries().get(0).guid())
                .isEqualTo(mock.jobs().all().get(0).guid());
        assertThat(mock.journal().await(e -> e.ended(), BOUND).state()).isEqualTo(State.BROKEN_BY_FAULT);
    }

    private void assertReset() throws IOException {
        try (RawClient client = new RawClient(mock)) {
            client.send("POST", "/api/v3/job", CREATION);
            assertThatThrownBy(client::readAll)
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aCloseIsOrderlyAndSilent() throws IOException {
        faults.on(MockOperation.CREATE).nth(1).inject(Fault.closeBeforeTaking());
        faults.on(MockOperation.CREATE).nth(2).inject(Fault.closeAfterTaking());
        for (int jobs = 0; jobs < 2; jobs++) {
            try (RawClient client = new RawClient(mock)) {
                client.send("POST", "/api/v3/job", CREATION);
                assertThat(client.readAll()).isEmpty();
                assertThat(mock.jobs().all()).hasSize(jobs);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40})
    void aCutBodyAnnouncesMoreThanItSends(int bytes) throws IOException {
        faults.on(MockOperation.CREATE).next(1).inject(Fault.cutBody(bytes));
        try (RawClient client = new RawClient(mock)) {
            client.send("POST", "/api/v3/job", CREATION);
            String[] answer = client.readAll().split("\r\n\r\n", 2);
            assertThat(answer[0]).startsWith("HTTP/1.1 201").containsPattern("(?i)content-length: [3-9]\\d\\d");
            assertThat(answer[1]).hasSize(bytes);
        }
        assertThat(mock.journal().await(e -> e.ended(), BOUND).state()).isEqualTo(State.BROKEN_BY_FAULT);
    }

    @Test
    void aCutFileAnnouncesMoreThanItSends() throws IOException {
        String url = json(http.create(VIDEO)).getString("json_url");
        faults.on(MockOperation.DOWNLOAD).next(1).inject(Fault.cutBody(1000));
        try (RawClient client = new RawClient(mock)) {
            client.send("GET", url.substring(url.indexOf("/exports")), "");
            String[] answer = client.readAll().split("\r\n\r\n", 2);
            assertThat(answer[0]).containsPattern("(?i)content-length: \\d{5}");
            assertThat(answer[1].getBytes(StandardCharsets.UTF_8).length).isBetween(998, 1004);
        }
    }

    @Test
    void bodiesAreEmptyGarbageTinyOrPadded() {
        String path = "/api/v3/job/" + http.created(VIDEO);
        faults.on(MockOperation.GET).nth(1).inject(Fault.emptyBody());
        faults.on(MockOperation.GET).nth(2).inject(Fault.noContent());
        faults.on(MockOperation.GET).nth(3).inject(Fault.garbage());
        faults.on(MockOperation.GET).nth(4).inject(Fault.tiny());
        faults.on(MockOperation.GET).nth(5).inject(Fault.padded(1 << 20));
        faults.on(MockOperation.LIST).nth(1).inject(Fault.tiny().and(Fault.padded(0)));
        faults.on(MockOperation.LIST).nth(2).inject(Fault.padded(5000));

        HttpResponse<byte[]> empty = http.get(path);
        assertThat(empty.statusCode()).isEqualTo(200);
        assertThat(empty.body()).isEmpty();
        assertThat(http.get(path).statusCode()).isEqualTo(204);
        assertThatThrownBy(() -> json(http.get(path))).isInstanceOf(DecodeException.class);
        assertThat(json(http.get(path)).fieldNames()).containsExactly("guid", "status");
        HttpResponse<byte[]> padded = http.get(path);
        assertThat(padded.body()).hasSizeGreaterThan(1 << 20);
        assertThat(json(padded).getString("status")).isEqualTo("done");
        assertThat(array(http.get("/api/v3/jobs"))).hasSize(1);
        assertThat(array(http.get("/api/v3/jobs"))).hasSize(1);
    }

    @Test
    void bodiesAreCompressedOrChunked() throws IOException {
        String path = "/api/v3/job/" + http.created(VIDEO);
        faults.on(MockOperation.GET).nth(1).inject(Fault.gzip());
        faults.on(MockOperation.GET).nth(2).inject(Fault.chunked());
        faults.on(MockOperation.GET).nth(3).inject(Fault.gzip().and(Fault.chunked()));
        HttpResponse<byte[]> plain = http.get("/api/v3/jobs");

        HttpResponse<byte[]> zipped = http.get(path);
        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(unzipped(zipped)).startsWith("{");
        HttpResponse<byte[]> chunked = http.get(path);
        assertThat(chunked.headers().firstValue("Transfer-Encoding")).contains("chunked");
        assertThat(chunked.headers().firstValue("Content-Length")).isEmpty();
        assertThat(json(chunked)).isEqualTo(array(plain).getJsonObject(0));
        HttpResponse<byte[]> both = http.get(path);
        assertThat(both.headers().firstValue("Transfer-Encoding")).contains("chunked");
        assertThat(new JsonObject(unzipped(both))).isEqualTo(json(chunked));
    }

    private static String unzipped(HttpResponse<byte[]> answer) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aSlowDripTakesItsTimeAndArrivesWhole() {
        faults.on(MockOperation.CREATE).next(1).inject(Fault.slowDrip(50, Duration.ofMillis(20)));
        HttpResponse<byte[]> answer = http.create(VIDEO);
        Duration least = Duration.ofMillis(answer.body().length / 50 * 20L);
        assertThat(json(answer).getString("guid")).isNotEmpty();
        assertThat(mock.journal().await(e -> e.ended(), BOUND).taken()).isGreaterThanOrEqualTo(least);
    }

    @Test
    void aDelayComesBeforeTheRequestIsTaken() {
        faults.on(MockOperation.CREATE).next(1).inject(Fault.delay(Duration.ofMillis(300)));
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(http.creation(CREATION));
        mock.journal().awaitCount(MockOperation.CREATE, 1, BOUND);
        assertThat(mock.jobs().all()).isEmpty();
        assertThat(answer.join().statusCode()).isEqualTo(201);
        assertThat(mock.journal().await(e -> e.ended(), BOUND).taken()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void silenceLastsUntilTheClientGoesAndTheJournalSeesItGo() throws IOException {
        faults.on(MockOperation.CREATE).next(1).inject(Fault.neverAnswer());
        try (RawClient client = new RawClient(mock)) {
            client.send("POST", "/api/v3/job", CREATION);
            mock.journal().awaitCount(MockOperation.CREATE, 1, BOUND);
            assertThat(mock.journal().entries().get(0).ended()).isFalse();
        }
        assertThat(mock.journal().awaitAbort(MockOperation.CREATE, BOUND).status())
                .isZero();
        assertThat(mock.jobs().all()).hasSize(1);
    }

    @Test
    void theJournalSeesAClientGoInTheMiddleOfABody() throws IOException {
        faults.on(MockOperation.LIST)
                .next(1)
                .inject(Fault.padded(100_000).and(Fault.slowDrip(10, Duration.ofMillis(20))));
        try (RawClient client = new RawClient(mock)) {
            client.send("GET", "/api/v3/jobs", "");
            client.readUntil("[]     ");
        }
        assertThat(mock.journal().awaitAbort(MockOperation.LIST, BOUND).status())
                .isEqualTo(200);
    }

    @Test
    void theJournalSeesAClientGoInTheMiddleOfAFile() throws IOException {
        String guid = mock.jobs()
                .seed(SeedJob.of(VIDEO).script(JobScript.instant().rows(60_000)))
                .guid()
                .toString();
        String url = json(http.get("/api/v3/job/" + guid)).getString("json_url");
        try (RawClient client = new RawClient(mock)) {
            client.send("GET", url.substring(url.indexOf("/exports")), "");
            client.readUntil("\"number\":2,");
        }
        assertThat(mock.journal().awaitAbort(MockOperation.DOWNLOAD, BOUND).status())
                .isEqualTo(200);
    }

    @Test
    void aBoundedWaitFailsWithTheJournal() {
        http.get("/api/v1/ping");
        assertThatThrownBy(() -> mock.journal().awaitAbort(MockOperation.PING, Duration.ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET /api/v1/ping -> 200");
    }

    @Test
    void redirectsLeadWithinAndAcrossOrigins() {
        faults.on(MockOperation.PING).nth(1).inject(Fault.redirect(307, "/api/v3/jobs"));
        faults.on(MockOperation.PING).nth(2).inject(Fault.redirectToOtherOrigin(302));
        assertThat(http.get("/api/v1/ping").headers().firstValue("Location")).contains("/api/v3/jobs");
        String away =
                http.get("/api/v1/ping?a=1").headers().firstValue("Location").orElseThrow();
        assertThat(away).isEqualTo(mock.otherOrigin() + "/api/v1/ping?a=1");

        HttpResponse<byte[]> there =
                http.send(HttpRequest.newBuilder(java.net.URI.create(away)).build());
        assertThat(there.statusCode()).isEqualTo(401);
        assertThat(mock.journal().count(e -> e.request().otherOrigin())).isEqualTo(1);
        assertThat(mock.journal().count(e -> e.request().otherOrigin() && e.tokenPresent()))
                .isZero();
    }

    @Test
    void theOtherOriginGivesFilesToWhoComesWithoutAToken() {
        String path = http.at(json(http.create(VIDEO)).getString("json_url")).getPath();
        HttpRequest bare =
                HttpRequest.newBuilder(mock.otherOrigin().resolve(path)).build();
        assertThat(http.send(bare).statusCode()).isEqualTo(200);
        assertThat(http.send(HttpRequest.newBuilder(http.at(path)).build()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void connectionsAreRefusedAndAcceptedAgainOnTheSamePort() {
        http.get("/api/v1/ping");
        faults.refuseConnections();
        assertThatThrownBy(() -> http.get("/api/v1/ping"))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseInstanceOf(java.nio.channels.ClosedChannelException.class);
        assertThatThrownBy(() -> new RawClient(mock).close()).isInstanceOf(ConnectException.class);
        faults.acceptConnections();
        assertThat(http.get("/api/v1/ping").statusCode()).isEqualTo(200);
    }

    @Test
    void openConnectionsAreDropped() throws IOException {
        faults.on(MockOperation.PING).next(1).inject(Fault.neverAnswer());
        try (RawClient client = new RawClient(mock)) {
            client.send("GET", "/api/v1/ping", "");
            mock.journal().awaitCount(MockOperation.PING, 1, BOUND);
            faults.dropConnections();
            assertThat(client.readAll()).isEmpty();
        }
        assertThat(http.get("/api/v1/ping").statusCode()).isEqualTo(200);
    }
}
