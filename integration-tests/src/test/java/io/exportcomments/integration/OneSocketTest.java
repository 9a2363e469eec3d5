package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.update.LibraryThreads;
import io.exportcomments.testkit.update.Watched;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import io.exportcomments.update.websocket.WebSocketUpdates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What 1,000 watched jobs cost, in real time and over real sockets. */
@Timeout(120)
class OneSocketTest {
    private static final int JOBS = 1_000;
    /** The reader of the socket, timer, callbacks; the others are the transport's workers, about to end. */
    private static final int THREADS = 5;

    private static final int STEPS = 20;

    /** The service tells of a job's progress no more often. */
    private static final Duration STEP = Duration.ofSeconds(5);

    private static final int PLENTY = 1_000_000;
    private static final Plan NO_LIMITS = new Plan("no limits", PLENTY, PLENTY, PLENTY, PLENTY, PLENTY, PLENTY);
    private static final Duration BOUND = Duration.ofSeconds(60);

    static Stream<Named<TransportProvider>> transports() {
        return Stream.of(Named.of("Retrofit", RetrofitTransport.create()), Named.of("Vert.x", VertxTransport.create()));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aThousandWatchedJobsUseOneSocketAndAHandfulOfThreads(TransportProvider transport) throws InterruptedException {
        ManualClock clock = MockClock.manual();
        try (MockService mock = MockService.builder().clock(clock).start()) {
            mock.realtime().pingInterval(Duration.ofHours(1));
            Set<Thread> before = LibraryThreads.now();
            try (ExportComments client = ExportComments.builder()
                    .baseUrl(mock.baseUrl())
                    .token(mock.token())
                    .plan(NO_LIMITS)
                    .reconcileEvery(Duration.ofHours(1))
                    .transport(transport)
                    .updates(WebSocketUpdates.create())
                    .build()) {
                List<Watched> watches = watchAll(client, mock);
                awaitAll(watches, watched -> !watched.updates().isEmpty());
                Set<Thread> peak = LibraryThreads.since(before);
                Set<Thread> threads = peak;
                int step = 0;
                for (; step == 0 || (threads.size() > THREADS && step < STEPS); step++) {
                    awaitEndOfOne(threads);
                    int exported = step + 1;
                    clock.advance(STEP);
                    awaitAll(watches, watched -> exportedBy(watched) >= exported);
                    threads = LibraryThreads.since(before);
                }
                System.out.println("1,000 watched jobs: " + names(peak) + " after their first readings, "
                        + names(threads) + " as they are told of their progress");
                assertThat(names(threads)).hasSizeLessThanOrEqualTo(THREADS);
                assertThat(mock.realtime().connections()).hasSize(1);

                clock.advance(STEP.multipliedBy(STEPS + 1L - step));
                awaitAll(watches, Watched::isOver);
                for (Watched watched : watches) {
                    assertThat(watched.ends())
                            .singleElement()
                            .extracting(JobUpdate::status)
                            .isEqualTo(JobStatus.DONE);
                    assertThat(watched.errors()).isEmpty();
                }
                assertThat(mock.journal().count(MockOperation.CONNECT)).isEqualTo(1);
            }
            assertThat(LibraryThreads.leftAfter(Duration.ofSeconds(5), before)).isEmpty();
        }
    }

    private static void awaitAll(List<Watched> watches, Predicate<Watched> condition) {
        for (Watched watched : watches) {
            assertThat(watched.await(condition, BOUND)).as("%s", watched).isTrue();
        }
    }

    private static long exportedBy(Watched watched) {
        return watched.latest()
                .flatMap(JobUpdate::progress)
                .map(progress -> progress.exported())
                .orElse(0L);
    }

    /** The threads of calls end some seconds after the last one. */
    private static void awaitEndOfOne(Set<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            if (thread.getName().contains("-http-")) {
                thread.join(1_000);
                return;
            }
        }
    }

    private static List<Watched> watchAll(ExportComments client, MockService mock) {
        List<Watched> watches = new ArrayList<>();
        JobScript script = JobScript.queued(Duration.ZERO);
        for (int step = 1; step <= STEPS; step++) {
            script = script.progress(STEP, step, STEPS);
        }
        script = script.done(STEP);
        for (int i = 0; i < JOBS; i++) {
            SeedJob job = SeedJob.of("https://vimeo.com/" + i).script(script);
            Watched watched =
                    new Watched(JobGuid.of(mock.jobs().seed(job).guid().toString()));
            client.watch(watched.guid()).subscribe(watched);
            watches.add(watched);
        }
        return watches;
    }

    private static Set<String> names(Set<Thread> threads) {
        Set<String> names = new TreeSet<>();
        threads.forEach(thread -> names.add(thread.getName()));
        return names;
    }
}
