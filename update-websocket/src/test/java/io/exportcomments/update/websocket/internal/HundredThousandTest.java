package io.exportcomments.update.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.MockService;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RowReader;
import io.exportcomments.port.SocketToken;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Transport;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** 100,000 watched jobs on one socket: what they cost in heap, and how soon a publication is with its listener. */
@Timeout(300)
@Tag("jdk-independent")
class HundredThousandTest {
    private static final int JOBS = 100_000;
    private static final int ALLOWED_BYTES = 1_024;
    private static final int PLENTY = 10_000_000;
    private static final Plan NO_LIMITS = new Plan("no limits", PLENTY, PLENTY, PLENTY, PLENTY, PLENTY, PLENTY);
    private static final int ROUNDS = 20_000;

    private final VirtualTimekeeper time = new VirtualTimekeeper();
    private final SimulatedPeer peer = new SimulatedPeer();
    private final AtomicLong toldAt = new AtomicLong();
    private final AtomicInteger told = new AtomicInteger();
    private final List<Runnable> held = new ArrayList<>();
    private boolean answering;

    private ExportComments client() {
        return ExportComments.builder()
                .token(MockService.DEFAULT_TOKEN)
                .plan(NO_LIMITS)
                .reconcileEvery(Duration.ofHours(1))
                .transport(settings -> new Readings())
                .updates(SimulatedSocketTransport.updates(peer))
                .timekeeper(time)
                .callbackExecutor(Runnable::run)
                .build();
    }

    @Test
    void eachCostsAtMostAKibibyteOfHeap() {
        JobGuid[] guids = new JobGuid[JOBS];
        for (int i = 0; i < JOBS; i++) {
            guids[i] = numbered(i);
        }
        try (ExportComments client = client()) {
            long before = usedHeap();
            for (JobGuid guid : guids) {
                client.watch(guid).subscribe(new Listener());
            }
            time.advance(Duration.ofMillis(500));
            long reading = (usedHeap() - before) / JOBS;
            answer();
            time.advance(Duration.ofSeconds(30));
            long watched = (usedHeap() - before) / JOBS;

            System.out.println("Heap of each of 100,000 watched jobs: " + watched + " bytes, and " + reading
                    + " while it waits for its first reading");
            assertThat(peer.wires()).hasSize(1);
            assertThat(told).hasValue(JOBS);
            assertThat(watched).as("bytes for each watched job").isBetween(100L, (long) ALLOWED_BYTES);
            assertThat(reading).as("bytes while it is read").isBetween(100L, (long) ALLOWED_BYTES);
        }
    }

    private void answer() {
        answering = true;
        held.forEach(telling -> time.schedule(Duration.ofMillis(1), telling));
        held.clear();
    }

    private static JobGuid numbered(int job) {
        return JobGuid.of("b4219d47-3138-4efd-9762-%012d".formatted(job));
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }

    @Test
    void aPublicationIsWithItsListenerWithinFiftyMicroseconds() {
        try (ExportComments client = client()) {
            client.watch(SourceFixture.guid(1)).subscribe(new Listener());
            time.advance(Duration.ofSeconds(1));
            long[] nanos = new long[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                JsonObject data = SourceFixture.event(1, "job.progress", "progress")
                        .put("current", i + 1)
                        .put("total", ROUNDS);
                String push = new JsonObject()
                        .put(
                                "push",
                                new JsonObject()
                                        .put("channel", SimulatedPeer.ACCOUNT)
                                        .put(
                                                "pub",
                                                new JsonObject()
                                                        .put("data", data)
                                                        .put("offset", i + 1)))
                        .encode();
                long from = System.nanoTime();
                peer.wire().arrive(push);
                nanos[i] = toldAt.getAndSet(0) - from;
            }
            Arrays.sort(nanos);
            assertThat(nanos[0]).as("each was told").isPositive();
            assertThat(nanos[ROUNDS / 2]).as("nanoseconds at the median").isBetween(1L, 50_000L);
        }
    }

    /**
     * Hands out tokens, answers the reading of one job at once, and those of all others by pages, when it is told to.
     */
    private final class Readings implements Transport {
        @Override
        public JobTransport jobs() {
            return (JobTransport) Proxy.newProxyInstance(
                    HundredThousandTest.class.getClassLoader(),
                    new Class<?>[] {JobTransport.class},
                    (self, method, arguments) -> switch (method.getName()) {
                        case "socketToken" -> CompletableFuture.completedFuture(new SocketToken("token"));
                        case "get" -> reading((JobGuid) arguments[0]);
                        case "list" -> page((int) arguments[0], (int) arguments[1]);
                        default -> new CompletableFuture<>();
                    });
        }

        private CompletableFuture<Job> reading(JobGuid guid) {
            Job job = running(guid);
            return guid.equals(SourceFixture.guid(1))
                    ? CompletableFuture.completedFuture(job)
                    : whenTold(new CompletableFuture<>(), job);
        }

        private CompletableFuture<JobPage> page(int page, int limit) {
            List<Job> jobs = IntStream.range((page - 1) * limit, Math.min(JOBS, page * limit))
                    .mapToObj(job -> running(numbered(job)))
                    .toList();
            return whenTold(new CompletableFuture<>(), new JobPage(jobs, page, limit, OptionalLong.of(JOBS)));
        }

        private <T> CompletableFuture<T> whenTold(CompletableFuture<T> future, T answer) {
            Runnable telling = () -> future.complete(answer);
            if (answering) {
                time.schedule(Duration.ofMillis(1), telling);
            } else {
                held.add(telling);
            }
            return future;
        }

        private Job running(JobGuid guid) {
            return Job.builder(guid, JobStatus.PROGRESS).totalExported(1L).build();
        }

        @Override
        public SocketTransport sockets() {
            return peer;
        }

        @Override
        public RowReader rows() {
            return json -> {
                throw new UnsupportedOperationException();
            };
        }

        @Override
        public void close() {
            peer.close();
        }
    }

    /** The caller's own thread calls it: what is measured is the library's work, and not the machine's threads. */
    private final class Listener implements Flow.Subscriber<JobUpdate> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(JobUpdate update) {
            toldAt.set(System.nanoTime());
            told.incrementAndGet();
        }

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onComplete() {}
    }
}
