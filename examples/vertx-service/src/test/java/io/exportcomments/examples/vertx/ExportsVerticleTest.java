package io.exportcomments.examples.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.examples.vertx.Reader.Event;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.testkit.loop.BlockedLoops;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service over real HTTP, on a mock whose clock is turned by hand; no event loop may be held up for 50 ms. */
@Timeout(60)
class ExportsVerticleTest {
    private static final String VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";
    private static final String PRIVATE = "https://www.youtube.com/watch?v=private0000";
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final int CROWD = 200;
    private static final JobScript SCRIPT = JobScript.queued(STEP)
            .progress(Duration.ZERO, 0, 40)
            .progress(STEP, 10, 40)
            .progress(STEP, 30, 40)
            .done(STEP)
            .rows(40);
    private static final JobScript FAILING =
            JobScript.queued(Duration.ZERO).progress(STEP, 5).fails(STEP, "The page is private");

    private final ManualClock clock = MockClock.manual();
    private final MockService mock = MockService.builder()
            .clock(clock)
            .defaultScript(SCRIPT)
            .script("*private*", FAILING)
            .start();
    private final BlockingQueue<JobGuid> watchesEnded = new LinkedBlockingQueue<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setBlockedThreadCheckInterval(50)
            .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
            .setMaxEventLoopExecuteTime(50)
            .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
            .setWarningExceptionTime(1)
            .setWarningExceptionTimeUnit(TimeUnit.MILLISECONDS));
    private final BlockedLoops blocked = new BlockedLoops();
    private String deployment = "";
    private URI base = URI.create("http://127.0.0.1");

    /** Loads what the first requests load: that alone takes an event loop longer than a test allows. */
    @BeforeAll
    static void warmUp() {
        ExportsVerticleTest first = new ExportsVerticleTest();
        first.deploy();
        try (Reader reader = Reader.open(first.http, Http.export(first.base, VIDEO))) {
            first.next(reader);
            first.clock.advance(STEP.multipliedBy(4));
            reader.rest();
        }
        first.refused(400, Http.post(first.base, "{}").build());
        first.blocked.forget();
        first.closeAll();
    }

    @BeforeEach
    void deploy() {
        ExportCommentsBuilder builder = ExportComments.builder()
                .token(mock.token())
                .baseUrl(mock.baseUrl())
                .plan(new Plan("test", 100_000, 100_000, 1_000, 1_000, 10_000, 10_000))
                .reconcileEvery(Duration.ofMillis(20))
                .listener(event -> {
                    if (event instanceof ClientEvent.WatchEnded ended) {
                        watchesEnded.add(ended.guid());
                    }
                });
        ExportsVerticle verticle = new ExportsVerticle(
                builder, new ExportsVerticle.Settings("127.0.0.1", 0, Duration.ofMillis(100), Duration.ofSeconds(30)));
        deployment = answer(vertx.deployVerticle(verticle));
        base = URI.create("http://127.0.0.1:" + verticle.port());
    }

    @AfterEach
    void closeAll() {
        answer(vertx.close());
        mock.close();
        blocked.close();
        assertThat(blocked.warnings()).as("warnings of blocked threads").isEmpty();
    }

    @Test
    void anExportIsCreatedAndItsProgressStreamedToItsEnd() {
        try (Reader reader = Reader.open(http, Http.export(base, VIDEO))) {
            assertThat(reader.status()).isEqualTo(201);
            Event created = next(reader);
            String guid = created.data().getString("guid");
            assertThat(created.name()).isEqualTo("created");
            assertThat(reader.location(base)).isEqualTo(events(guid));

            assertThat(seen(next(reader))).isEqualTo("1-queueing-0 progress queueing 0");
            clock.advance(STEP);
            assertThat(seen(next(reader))).isEqualTo("1-progress-0 progress progress 0");
            clock.advance(STEP);
            assertThat(seen(next(reader))).isEqualTo("1-progress-10 progress progress 10");
            clock.advance(STEP);
            Event late = next(reader);
            assertThat(seen(late)).isEqualTo("1-progress-30 progress progress 30");
            assertThat(late.data().getInteger("total")).isEqualTo(40);
            assertThat(late.data().getInteger("attempt")).isEqualTo(1);
            assertThat(late.data().getString("guid")).isEqualTo(guid);
            clock.advance(STEP);

            assertThat(reader.rest()).extracting(ExportsVerticleTest::seen).containsExactly("1-done done done 40");
            assertThat(created()).isEqualTo(1);
        }
    }

    @Test
    void aQuietStreamHasHeartbeats() {
        try (Reader reader = Reader.open(http, Http.export(base, VIDEO))) {
            next(reader);
            next(reader);
            assertThat(List.of(line(reader), line(reader), line(reader), line(reader)))
                    .containsExactly(":", "", ":", "");
        }
    }

    @Test
    void aReaderThatLeavesEndsItsWatchAndNotTheJob() {
        String guid;
        try (Reader reader = Reader.open(http, Http.export(base, VIDEO))) {
            guid = next(reader).data().getString("guid");
            next(reader);
            assertThat(watchesEnded).isEmpty();
        }

        assertThat(watchEnded()).isEqualTo(JobGuid.of(guid));
        clock.advance(STEP);
        assertThat(mock.jobs().all())
                .singleElement()
                .satisfies(job -> assertThat(job.status()).isEqualTo("progress"));
        assertThat(mock.journal().entries(MockOperation.STOP)).isEmpty();
    }

    @Test
    void aReaderThatComesBackGoesOnAndCreatesNothing() {
        String guid;
        String last;
        try (Reader reader = Reader.open(http, Http.export(base, VIDEO))) {
            guid = next(reader).data().getString("guid");
            last = next(reader).id();
        }
        watchEnded();

        HttpRequest again = Http.get(events(guid)).header("Last-Event-ID", last).build();
        try (Reader reader = Reader.open(http, again)) {
            assertThat(reader.status()).isEqualTo(200);
            clock.advance(STEP);
            assertThat(seen(next(reader))).isEqualTo("1-progress-0 progress progress 0");
            clock.advance(STEP.multipliedBy(3));
            List<Event> rest = reader.rest();
            assertThat(seen(rest.get(rest.size() - 1))).isEqualTo("1-done done done 40");
        }
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void aReaderThatComesBackWithoutAnIdSeesThePresentState() {
        String guid = createdByJson(VIDEO);
        try (Reader reader = Reader.open(http, Http.get(events(guid)).build())) {
            assertThat(seen(next(reader))).isEqualTo("1-queueing-0 progress queueing 0");
        }
        watchEnded();
        clock.advance(STEP.multipliedBy(4));
        try (Reader reader = Reader.open(http, Http.get(events(guid)).build())) {
            assertThat(reader.rest()).extracting(ExportsVerticleTest::seen).containsExactly("1-done done done 40");
        }
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void aReaderThatHasTheEndIsToldToStayAway() {
        String guid = createdByJson(VIDEO);
        long before = mock.journal().entries().size();

        HttpResponse<String> response = Http.send(
                http, Http.get(events(guid)).header("Last-Event-ID", "1-done").build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(mock.journal().entries()).hasSize((int) before);
    }

    @Test
    void aFailedJobIsAnEventOfItsOwn() {
        try (Reader reader = Reader.open(http, Http.export(base, PRIVATE))) {
            next(reader);
            clock.advance(STEP);
            clock.advance(STEP);
            List<Event> rest = reader.rest();

            Event end = rest.get(rest.size() - 1);
            assertThat(seen(end)).startsWith("1-error failed error");
            assertThat(end.data().getString("message")).isEqualTo("The page is private");
        }
    }

    @Test
    void aStoppedJobIsAnEventOfItsOwn() {
        try (Reader reader = Reader.open(http, Http.export(base, VIDEO))) {
            String guid = next(reader).data().getString("guid");
            HttpRequest stop = HttpRequest.newBuilder(mock.baseUrl().resolve("/api/v3/job/" + guid + "/stop"))
                    .header("X-AUTH-TOKEN", mock.token())
                    .method("PATCH", BodyPublishers.noBody())
                    .build();
            assertThat(Http.send(http, stop, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);

            List<Event> rest = reader.rest();
            assertThat(seen(rest.get(rest.size() - 1))).startsWith("1-stopped stopped stopped");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "null",
                "{}",
                "{\"url\":7}",
                "{\"url\":null}",
                "{\"url\":\"\"}",
                "{\"url\":\"ftp://a.example/x\"}",
                "{\"url\":\"https://a.example/a b\"}"
            })
    void whatIsNoUrlIsRefusedBeforeAnythingIsSent(String body) {
        refused(400, Http.post(base, body).build());
        assertThat(mock.journal().entries()).isEmpty();
    }

    @Test
    void whatMakesNoSenseIsRefusedBeforeAnythingIsSent() {
        refused(415, plain("text/plain"));
        refused(415, plain("application/x-www-form-urlencoded"));
        refused(413, Http.post(base, "{\"url\":\"" + "x".repeat(20_000) + "\"}").build());
        refused(404, Http.get(base.resolve("/nowhere")).build());
        refused(405, Http.get(base.resolve("/exports")).build());
        refused(400, Http.get(base.resolve("/exports/a.b/events")).build());
        assertThat(mock.journal().entries()).isEmpty();
    }

    private HttpRequest plain(String type) {
        return HttpRequest.newBuilder(base.resolve("/exports"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{\"url\":\"" + VIDEO + "\"}"))
                .build();
    }

    @Test
    void whatTheServiceRefusesIsRefusedAlike() {
        refused(400, Http.export(base, "https://unknown.example/page"));
        refused(404, Http.get(events("b4219d47-3138-4efd-9762-2ef9f9495084")).build());
        mock.faults()
                .on(MockOperation.CREATE)
                .always()
                .inject(Fault.status(429).body("{\"error_code\":\"DAILY_LIMIT_EXCEEDED\",\"seconds_to_wait\":45}"));
        HttpResponse<String> limited = refused(429, Http.export(base, VIDEO));
        assertThat(limited.headers().firstValue("Retry-After")).contains("45");
        assertThat(mock.jobs().all()).isEmpty();
    }

    @Test
    void manyReadersShareOneEventLoop() {
        List<CompletableFuture<HttpResponse<String>>> readers = IntStream.range(0, CROWD)
                .mapToObj(i -> http.sendAsync(Http.export(base, VIDEO + i), BodyHandlers.ofString()))
                .toList();
        await(() -> mock.jobs().all().size() == CROWD);
        IntStream.range(0, 4).forEach(step -> clock.advance(STEP));

        assertThat(readers)
                .allSatisfy(reader -> assertThat(reader.join().body())
                        .contains("event: created\n")
                        .containsOnlyOnce("event: done\n")
                        .endsWith("}\n\n"));
        assertThat(created()).isEqualTo(CROWD);
    }

    @Test
    void streamsEndWithTheVerticleAndNothingIsLeft() {
        try (Reader reader = Reader.open(http, Http.export(base, VIDEO))) {
            next(reader);
            next(reader);
            answer(vertx.undeploy(deployment));

            assertThat(reader.rest())
                    .extracting(event -> event.name() + " " + event.data().getString("error"))
                    .containsExactly("trouble unavailable");
        }
        await(() -> threads().noneMatch(name -> name.startsWith("exportcomments-http")));
        assertThat(threads()).noneMatch(name -> name.startsWith("exportcomments-callback"));
    }

    @Test
    void thereIsAPage() {
        HttpResponse<String> page = Http.send(http, Http.get(base.resolve("/")).build(), BodyHandlers.ofString());
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.body()).contains("EventSource(").contains("/exports");
    }

    private static Stream<String> threads() {
        Set<Thread> all = Thread.getAllStackTraces().keySet();
        return all.stream().filter(Thread::isAlive).map(Thread::getName);
    }

    private String createdByJson(String url) {
        HttpRequest request = Http.post(base, "{\"url\":\"" + url + "\"}")
                .header("Accept", "application/json")
                .build();
        HttpResponse<String> response = Http.send(http, request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(201);
        JsonObject body = new JsonObject(response.body());
        assertThat(base.resolve(body.getString("events"))).isEqualTo(events(body.getString("guid")));
        return body.getString("guid");
    }

    private HttpResponse<String> refused(int status, HttpRequest request) {
        HttpResponse<String> response = Http.refusal(http, request);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response;
    }

    private URI events(String guid) {
        return base.resolve("/exports/" + guid + "/events");
    }

    private long created() {
        return mock.journal().entries(MockOperation.CREATE).size();
    }

    private Event next(Reader reader) {
        return Objects.requireNonNull(reader.next(), "the stream has ended");
    }

    private static String line(Reader reader) {
        return Objects.requireNonNull(reader.line(), "the stream has ended");
    }

    private static String seen(Event event) {
        return event.id() + " " + event.name() + " " + event.data().getString("status") + " "
                + event.data().getInteger("exported");
    }

    private JobGuid watchEnded() {
        try {
            return Objects.requireNonNull(watchesEnded.poll(10, TimeUnit.SECONDS), "no watch ended");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it takes too long").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static <T> T answer(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
