package io.exportcomments.mock;

import static io.exportcomments.mock.Http.VIDEO;
import static io.exportcomments.mock.Http.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJobEvent;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.journal.JournalEntry;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Starting, closing, threads, events, the log, many at once. */
class MockServiceTest {

    private static final String CHECKER = "vertx-blocked-thread-checker";
    private static final Duration BOUND = Duration.ofSeconds(10);

    @Test
    void theDefaultTokenIsOfTheDocumentedForm() {
        assertThat(MockService.DEFAULT_TOKEN).matches("[A-Za-z0-9]{120}");
    }

    @Test
    void itListensOnLoopbackAlone() {
        try (MockService mock = MockService.start()) {
            assertThat(mock.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:" + mock.port()));
        }
    }

    @Test
    void linksStayWithinTheOriginThatTheClientUsed() {
        try (MockService mock = MockService.builder()
                .host("0.0.0.0")
                .anyToken(true)
                .defaultScript(JobScript.instant())
                .start()) {
            Http http = new Http(mock);
            assertThat(json(http.create(VIDEO)).getString("json_url")).startsWith("http://127.0.0.1:" + mock.port());
            String used = "http://localhost:" + mock.port();
            HttpResponse<byte[]> answer =
                    http.send(java.net.http.HttpRequest.newBuilder(URI.create(used + "/api/v3/jobs"))
                            .header("X-AUTH-TOKEN", "any")
                            .build());
            assertThat(Http.array(answer).getJsonObject(0).getString("json_url"))
                    .startsWith(used + "/exports/");
        }
    }

    @Test
    void aTakenPortIsSaid() {
        try (MockService mock = MockService.start()) {
            MockService.Builder second = MockService.builder().port(mock.port());
            assertThatThrownBy(second::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + mock.port());
        }
        assertThat(mockThreads()).isEmpty();
    }

    @Test
    void nothingIsLeftAfterClose() throws IOException {
        MockService mock =
                MockService.builder().defaultScript(JobScript.instant()).start();
        Http http = new Http(mock);
        assertThat(http.get(json(http.create(VIDEO)).getString("json_url")).statusCode())
                .isEqualTo(200);
        mock.faults().on(MockOperation.PING).always().inject(Fault.neverAnswer());
        try (RawClient client = new RawClient(mock)) {
            client.send("GET", "/api/v1/ping", "");
            mock.journal().awaitCount(MockOperation.PING, 1, BOUND);
            assertThat(mockThreads()).isNotEmpty();
            mock.close();
            mock.close();
            assertThat(client.readAll()).isEmpty();
        }
        awaitNoThreads();
        assertThatThrownBy(() -> new RawClient(mock).close()).isInstanceOf(java.net.ConnectException.class);
    }

    @Test
    void closingIsOverOnlyWhenTheThreadsAre() {
        for (int i = 0; i < 10; i++) {
            MockService.start().close();
            assertThat(mockThreads()).filteredOn(name -> !name.equals(CHECKER)).isEmpty();
        }
    }

    /** Vert.x's own timer is told to end when it closes, and ends a moment later by itself. */
    private static void awaitNoThreads() {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!mockThreads().isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(mockThreads()).isEmpty();
    }

    private static List<String> mockThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("exportcomments-mock") || name.startsWith("vert"))
                .toList();
    }

    @Test
    void manyRequestsAtOnceAreAllAnswered() {
        try (MockService mock =
                MockService.builder().defaultScript(JobScript.instant().rows(1)).start()) {
            Http http = new Http(mock);
            List<CompletableFuture<HttpResponse<byte[]>>> answers = Stream.generate(
                            () -> http.sendAsync(http.creation("{\"url\":\"" + VIDEO + "\"}")))
                    .limit(300)
                    .toList();
            assertThat(answers.stream()
                            .map(a -> json(a.join()).getString("guid"))
                            .distinct())
                    .hasSize(300);
            assertThat(mock.jobs().all()).hasSize(300).extracting(j -> j.id()).doesNotHaveDuplicates();
        }
    }

    @Test
    void theRequestLogHearsOfEveryExchange() throws InterruptedException {
        BlockingQueue<JournalEntry> log = new LinkedBlockingQueue<>();
        try (MockService mock = MockService.builder().requestLog(log::add).start()) {
            new Http(mock).get("/api/v3/jobs?page=1");
            JournalEntry entry = log.poll(10, TimeUnit.SECONDS);
            assertThat(entry).isNotNull();
            assertThat(entry.toLine()).contains("GET /api/v3/jobs?page=1 -> 200, 2 B");
        }
    }

    @Test
    void eventsComeInOrderOfTimeAndProgressAtMostEveryFiveSeconds() {
        ManualClock clock = MockClock.manual();
        Instant start = clock.now();
        try (MockService mock = MockService.builder()
                .clock(clock)
                .script("https://vimeo.com/*", JobScript.failing("no"))
                .start()) {
            List<String> events = new ArrayList<>();
            mock.jobs()
                    .onEvent(e -> events.add(Duration.between(start, e.at()).toMillis() + " "
                            + e.type().wireName() + " " + e.job().status() + " "
                            + Duration.between(start, clock.now()).toMillis()));
            mock.jobs().onEvent(e -> {
                throw new IllegalStateException("a bad listener harms nothing");
            });
            Http http = new Http(mock);
            http.created(VIDEO);
            String failing = http.created("https://vimeo.com/1");
            clock.advance(Duration.ofSeconds(20));
            http.patch(failing, "retry");

            assertThat(events)
                    .containsExactly(
                            "0 job.created queueing 0",
                            "0 job.created queueing 0",
                            "2000 job.progress progress 2000",
                            "2000 job.progress progress 2000",
                            "3000 job.failed error 3000",
                            "8000 job.progress progress 8000",
                            "10200 job.finished done 10200",
                            "20000 job.requeued queueing 20000");
        }
    }

    @Test
    void theSeededPastIsSilentAndTheFutureIsNot() {
        ManualClock clock = MockClock.manual();
        try (MockService mock = MockService.builder().clock(clock).start()) {
            List<MockJobEvent.Type> events = new ArrayList<>();
            mock.jobs().onEvent(e -> events.add(e.type()));
            mock.jobs().seed(SeedJob.of(VIDEO).age(Duration.ofSeconds(9)));
            assertThat(events).isEmpty();
            clock.advance(Duration.ofSeconds(5));
            assertThat(events).containsExactly(MockJobEvent.Type.FINISHED);
        }
    }

    @Test
    void aClockThatRunsPushesByItself() throws InterruptedException {
        BlockingQueue<MockJobEvent.Type> events = new LinkedBlockingQueue<>();
        try (MockService mock =
                MockService.builder().clock(MockClock.faster(100)).start()) {
            mock.jobs().onEvent(e -> events.add(e.type()));
            new Http(mock).created(VIDEO);
            List<MockJobEvent.Type> seen = new ArrayList<>();
            while (!seen.contains(MockJobEvent.Type.FINISHED)) {
                MockJobEvent.Type next = events.poll(10, TimeUnit.SECONDS);
                assertThat(next).isNotNull();
                seen.add(next);
            }
            assertThat(seen).startsWith(MockJobEvent.Type.CREATED, MockJobEvent.Type.PROGRESS);
        }
    }

    @Test
    void aManualClockDoesNotGoBackAndKnowsWhatIsDue() {
        ManualClock clock = MockClock.manual();
        Instant start = clock.now();
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> clock.advanceTo(start.minusSeconds(1))).isInstanceOf(IllegalArgumentException.class);
        try (MockService mock = MockService.builder().clock(clock).start()) {
            assertThat(clock.nextDue()).isNull();
            String guid = new Http(mock).created(VIDEO);
            assertThat(clock.nextDue()).isEqualTo(start.plusMillis(1500));
            new Http(mock).patch(guid, "stop");
            assertThat(clock.nextDue()).isNull();
        }
    }
}
