package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.event.ClientEvent;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Plan;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.transport.Reply;
import io.exportcomments.testkit.transport.ScriptedServer;
import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results on a host of their own, with the policies in front. */
@Timeout(60)
@Tag("jdk-independent")
class FileHostsTest {
    private static final String LIMIT = "{\"error_code\":\"RATE_LIMIT_EXCEEDED\",\"seconds_to_wait\":40}";

    @TempDir
    Path directory;

    private final CompletableFuture<Duration> waiting = new CompletableFuture<>();
    private final CompletableFuture<Duration> paused = new CompletableFuture<>();

    private void heard(ClientEvent event) {
        if (event instanceof ClientEvent.RetryScheduled retry) {
            waiting.complete(retry.pause());
        } else if (event instanceof ClientEvent.AccountPaused pause) {
            paused.complete(pause.pause());
        }
    }

    static Stream<Named<TransportProvider>> transports() {
        return Stream.of(Named.of("Retrofit", RetrofitTransport.create()), Named.of("Vert.x", VertxTransport.create()));
    }

    private Simulation simulation(TransportProvider transport) {
        return Simulation.builder(transport)
                .plan(Plan.BUSINESS)
                .interceptor(time -> Policies.builder(Plan.BUSINESS)
                        .timekeeper(time)
                        .listener(this::heard)
                        .build())
                .start();
    }

    private CompletableFuture<Path> download(Simulation simulation, Path target) {
        JobGuid guid = simulation.seed(JobScript.instant());
        Job job = simulation.client().get(guid);
        return simulation.client().async().download(job, ResultFormat.JSON, target, DownloadOptions.DEFAULT);
    }

    /** Files are written by threads of their own, in real time. */
    private static <T> T soon(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** The timer of what waits may be set after time has passed, by a thread of its own: then more of it passes. */
    private static Path whenTimePasses(Simulation simulation, CompletableFuture<Path> download) {
        long begin = System.nanoTime();
        boolean over = false;
        while (!over && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(20)) {
            simulation.pass(Duration.ofSeconds(45));
            over = isOverSoon(download);
        }
        return soon(download);
    }

    private static boolean isOverSoon(CompletableFuture<Path> download) {
        try {
            return download.handle((file, failure) -> true).get(50, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aHostOfFilesThatWantsAPauseHoldsNoOtherCallUp(TransportProvider transport) {
        Path target = directory.resolve("rows.json");
        try (Simulation simulation = simulation(transport);
                ScriptedServer files = ScriptedServer.start()) {
            files.reply(Reply.json(429, LIMIT), Reply.json(200, "[]"));
            simulation
                    .mock()
                    .faults()
                    .on(MockOperation.DOWNLOAD)
                    .next(2)
                    .inject(Fault.redirect(302, files.url() + "/rows.json?sig=1"));
            CompletableFuture<Path> download = download(simulation, target);
            assertThat(soon(waiting)).isEqualTo(Duration.ofSeconds(40));
            CompletableFuture<Void> ping = simulation.client().async().ping();
            simulation.settle();

            assertThat(ping).isCompleted();
            assertThat(download).isNotDone();
            assertThat(paused).isNotDone();
            simulation.pass(Duration.ofSeconds(39));
            assertThat(files.requests()).hasSize(1);
            assertThat(whenTimePasses(simulation, download)).isEqualTo(target);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void theServicesOwnLimitOnAFileHoldsAllCallsUp(TransportProvider transport) {
        Path target = directory.resolve("rows.json");
        try (Simulation simulation = simulation(transport)) {
            simulation
                    .mock()
                    .faults()
                    .on(MockOperation.DOWNLOAD)
                    .inject(Fault.status(429).body(LIMIT));
            CompletableFuture<Path> download = download(simulation, target);
            assertThat(soon(paused)).isEqualTo(Duration.ofSeconds(40));
            CompletableFuture<Void> ping = simulation.client().async().ping();
            simulation.settle();

            assertThat(ping).isNotDone();
            assertThat(whenTimePasses(simulation, download)).isEqualTo(target);
            assertThat(ping).isCompleted();
        }
    }
}
