package io.exportcomments.transport.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.transport.Reply;
import io.exportcomments.testkit.transport.ScriptedServer;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a Vert.x program is promised beyond the contract: contexts, event loops that are never held up, and whose things
 * are whose.
 */
@Timeout(30)
class VertxTransportTest {
    private static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");
    private static final String JOB = "{\"guid\":\"" + GUID + "\",\"status\":\"progress\"}";
    private static final Duration BOUND = Duration.ofSeconds(10);

    private static CheckedVertx checked;

    private final ScriptedServer server = ScriptedServer.start();
    private final List<Transport> opened = new ArrayList<>();

    @BeforeAll
    static void lend() {
        WarmUp.run();
        checked = new CheckedVertx();
    }

    @AfterAll
    static void takeBack() {
        checked.close();
    }

    @AfterEach
    void closeAll() {
        opened.forEach(Transport::close);
        server.close();
        checked.assertNeverBlocked();
    }

    @Test
    void theCheckSeesAnEventLoopThatIsHeldUp() {
        try (CheckedVertx other = new CheckedVertx()) {
            CountDownLatch seen = new CountDownLatch(1);
            Future<String> holding = onEventLoop(other.vertx(), () -> Future.succeededFuture(awaited(seen, 10_000)));

            await(() -> !other.warnings().isEmpty(), "a warning");
            seen.countDown();
            answer(holding);
        }
        checked.warmedUp();
    }

    @ParameterizedTest
    @EnumSource(Lending.class)
    void aCallOnAnEventLoopIsCompletedOnItsContext(Lending lending) {
        server.reply(Reply.json(200, JOB), Reply.json(404, "{}"));
        JobTransport jobs = open(lending.provider()).jobs();

        Boolean answeredThere = answer(onEventLoop(checked.vertx(), () -> thereWhenOver(jobs.get(GUID))));
        Boolean refusedThere = answer(onEventLoop(checked.vertx(), () -> thereWhenOver(jobs.get(GUID))));

        assertThat(answeredThere).isTrue();
        assertThat(refusedThere).isTrue();
    }

    @Test
    void aCallOfAVerticleIsCompletedOnItsContextThoughAnotherBeganTheConnection() {
        server.reply(Reply.json(200, JOB));
        JobTransport jobs = open(Lending.BORROWED.provider()).jobs();
        answer(jobs.get(GUID));

        List<Boolean> there = IntStream.range(0, 20)
                .mapToObj(i -> answer(onEventLoop(checked.vertx(), () -> thereWhenOver(jobs.get(GUID)))))
                .toList();

        assertThat(there).containsOnly(true);
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Lending.class)
    void aCallFromAnyOtherThreadIsCompletedWhereItMayBlock(Lending lending) {
        server.reply((request, peer) -> {
            peer.pause(50);
            Reply.json(200, JOB).to(request, peer);
        });
        JobTransport jobs = open(lending.provider()).jobs();

        String name = answer(jobs.get(GUID)
                .thenApply(job -> jobs.get(GUID)
                        .thenApply(again -> Thread.currentThread().getName())
                        .join()));

        assertThat(name).startsWith("exportcomments-http-");
    }

    @ParameterizedTest
    @EnumSource(Lending.class)
    void aCallerThatDoesNothingButWaitReadsItsAnswer(Lending lending) {
        Thread caller = Thread.currentThread();
        server.reply((request, peer) -> {
            await(() -> caller.getState() == Thread.State.WAITING, "a caller who waits");
            Reply.json(200, JOB).to(request, peer);
        });
        Transport transport = open(lending.provider());

        CompletableFuture<Thread> reader =
                transport.startHere(() -> transport.jobs().get(GUID).thenApply(job -> Thread.currentThread()));

        assertThat(reader).isCompletedWithValue(caller);
    }

    @ParameterizedTest
    @EnumSource(ThreadingModel.class)
    void aVerticleThatMayBlockMayWaitForItsCall(ThreadingModel model) {
        if (model == ThreadingModel.EVENT_LOOP || !isAvailable(model)) {
            return;
        }
        server.reply(Reply.json(200, JOB));
        JobTransport jobs = open(Lending.BORROWED.provider()).jobs();
        CompletableFuture<JobGuid> seen = new CompletableFuture<>();
        VerticleBase verticle = new VerticleBase() {
            @Override
            public Future<?> start() {
                seen.complete(jobs.get(GUID).join().guid());
                return Future.succeededFuture();
            }
        };

        String id = answer(checked.vertx().deployVerticle(verticle, new DeploymentOptions().setThreadingModel(model)));

        assertThat(answer(seen)).isEqualTo(GUID);
        answer(checked.vertx().undeploy(id));
    }

    @Test
    void executeBlockingMayWaitForItsCall() {
        server.reply(Reply.json(200, JOB));
        JobTransport jobs = open(Lending.BORROWED.provider()).jobs();

        Job job = answer(onEventLoop(
                checked.vertx(),
                () -> checked.vertx().executeBlocking(() -> jobs.get(GUID).join())));

        assertThat(job.guid()).isEqualTo(GUID);
    }

    @Test
    void aPageOfManyMegabytesHoldsUpNoEventLoop() {
        String page = "[" + String.join(",", Collections.nCopies(150_000, JOB)) + "]";
        server.reply(Reply.json(200, page), Reply.gzipped(page));
        JobTransport jobs = open(Lending.BORROWED.provider()).jobs();

        for (int i = 0; i < 2; i++) {
            Integer size = answer(onEventLoop(
                    checked.vertx(),
                    () -> Future.fromCompletionStage(jobs.list(1, 150_000))
                            .map(jobPage -> jobPage.jobs().size())));

            assertThat(size).isEqualTo(150_000);
        }
        checked.assertNeverBlocked();
    }

    @Test
    void aFileMustNotBeReadOnAnEventLoop() {
        server.reply(Reply.bytes(200, new byte[10]));
        JobTransport jobs = open(Lending.BORROWED.provider()).jobs();

        Future<Integer> reading = onEventLoop(
                checked.vertx(),
                () -> Future.fromCompletionStage(file(jobs)).map(file -> {
                    try (file) {
                        return file.stream().read();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }));

        assertThatThrownBy(() -> answer(reading))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("A file's stream waits for the wire, and must not be read on an event loop: use"
                        + " executeBlocking");
    }

    @Test
    void closingAFileThatHasComeToItsEndHarmsNoCallOnItsConnection() throws IOException {
        CountDownLatch closed = new CountDownLatch(1);
        byte[] whole = new byte[3_000_000];
        server.reply(
                (request, peer) -> peer.send("HTTP/1.1 200 At once\r\nContent-Length: 10\r\n\r\n0123456789"),
                (request, peer) -> {
                    awaited(closed, BOUND.toMillis());
                    Reply.json(200, JOB).to(request, peer);
                },
                Reply.bytes(200, whole));
        JobTransport jobs = open(Lending.OWN.provider()).jobs();
        RemoteFile unread = answer(file(jobs));
        CompletableFuture<Job> call = jobs.get(GUID);
        server.awaitRequests(2);

        unread.close();
        closed.countDown();

        assertThat(answer(call).guid()).isEqualTo(GUID);
        assertThat(server.connections()).as("one connection for both").isEqualTo(1);
        try (RemoteFile next = answer(file(jobs))) {
            assertThat(next.stream().readAllBytes()).hasSize(whole.length);
        }
    }

    @Test
    void whatIsBorrowedStaysOpenAndAsItWas() {
        server.reply(Reply.json(200, JOB));
        WebClientOptions options = new WebClientOptions()
                .setUserAgent("theirs")
                .setFollowRedirects(true)
                .setDecompressionSupported(true)
                .setLogActivity(true)
                .setIdleTimeout(7);
        WebClientOptions before = new WebClientOptions(options);
        Transport transport = open(VertxTransport.builder()
                .vertx(checked.vertx())
                .options(options)
                .maxCalls(3)
                .build());
        answer(transport.jobs().get(GUID));

        transport.close();

        assertThat(options.toJson()).isEqualTo(before.toJson());
        assertThat(server.requests().get(0).header("User-Agent")).hasValue("warm-up/1");
        assertThat(server.requests().get(0).header("Accept-Encoding")).hasValue("gzip");
        assertThat(answer(onEventLoop(checked.vertx(), () -> Future.succeededFuture("alive"))))
                .isEqualTo("alive");
        await(() -> ownThreads().isEmpty(), "the end of the transport's threads");
        server.awaitNoConnection();
    }

    @Test
    void closingAVertxOfItsOwnLeavesNoThread() {
        server.reply(Reply.json(200, JOB));
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Transport transport = open(Lending.OWN.provider());
        IntStream.range(0, 16)
                .mapToObj(i -> transport.jobs().get(GUID))
                .toList()
                .forEach(VertxTransportTest::answer);
        assertThat(ownThreads()).anyMatch(name -> name.startsWith("exportcomments-vertx"));

        transport.close();

        await(() -> newThreads(before).isEmpty(), "the end of " + newThreads(before));
    }

    @ParameterizedTest
    @EnumSource(Lending.class)
    void closingOnAnEventLoopDoesNotHoldItUp(Lending lending) {
        server.reply(Reply.silence());
        Transport transport = open(lending.provider());
        CompletableFuture<Job> call = transport.jobs().get(GUID);
        server.awaitRequests(1);

        answer(onEventLoop(checked.vertx(), () -> {
            transport.close();
            return Future.succeededFuture("closed");
        }));

        assertThat(failure(call)).isInstanceOf(ClientClosedException.class);
        server.awaitNoConnection();
        await(() -> ownThreads().isEmpty(), "the end of the transport's threads");
        checked.assertNeverBlocked();
    }

    @ParameterizedTest
    @EnumSource(Lending.class)
    void aWorkerMayClose(Lending lending) {
        server.reply(Reply.json(200, JOB));
        Transport transport = open(lending.provider());
        answer(transport.jobs().get(GUID));
        long begin = System.nanoTime();
        VerticleBase verticle = new VerticleBase() {
            @Override
            public Future<?> start() {
                transport.close();
                return Future.succeededFuture();
            }
        };

        answer(checked.vertx()
                .deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
        await(() -> ownThreads().isEmpty(), "the end of the transport's threads");
    }

    @Test
    void aTransportOutlivesTheVerticleThatOpenedIt() {
        server.reply(Reply.json(200, JOB));
        CompletableFuture<Transport> opening = new CompletableFuture<>();
        VerticleBase verticle = new VerticleBase() {
            @Override
            public Future<?> start() {
                opening.complete(open(Lending.BORROWED.provider()));
                return Future.succeededFuture();
            }
        };
        String id = answer(checked.vertx().deployVerticle(verticle));
        JobTransport jobs = answer(opening).jobs();
        answer(jobs.get(GUID));

        answer(checked.vertx().undeploy(id));

        assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);
        checked.warmedUp();
    }

    @Test
    void aLenderThatClosesItsVertxEndsTheCalls() {
        server.reply(Reply.silence());
        Vertx lent = Vertx.vertx();
        Transport transport = open(VertxTransport.create(lent));
        CompletableFuture<Job> underWay = transport.jobs().get(GUID);
        server.awaitRequests(1);

        answer(lent.close());

        assertThat(failure(underWay)).isInstanceOfAny(ConnectionException.class, ClientClosedException.class);
        assertThat(failure(transport.jobs().get(GUID))).isInstanceOf(ExportCommentsException.class);
        assertTimeout(Duration.ofSeconds(3), transport::close, "what is closed already needs no waiting for");
        await(() -> ownThreads().isEmpty(), "the end of the transport's threads");
    }

    @Test
    void callsBeyondTheLimitWaitInOrderAndMayBeCancelledThere() {
        server.reply(
                (request, peer) -> {
                    server.awaitRequests(2);
                    Reply.json(200, JOB).to(request, peer);
                },
                Reply.silence());
        Transport transport = open(VertxTransport.builder().maxCalls(1).build());
        List<CompletableFuture<Job>> calls =
                IntStream.range(0, 4).mapToObj(i -> transport.jobs().get(GUID)).toList();
        server.awaitRequests(1);
        assertThat(calls).noneMatch(CompletableFuture::isDone);

        calls.get(1).cancel(true);
        calls.get(0).cancel(true);
        server.awaitRequests(2);
        calls.get(2).cancel(true);

        server.awaitRequests(3);
        assertThat(server.requests()).hasSize(3);
        assertThat(calls.get(3)).isNotDone();
    }

    @Test
    void aLimitOutOfItsRangeIsRefused() {
        assertThatThrownBy(() -> VertxTransport.builder().maxCalls(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VertxTransport.builder().maxCalls(1025)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Such as one that has no file descriptor left: it is told as it is, by a type that a program expects. */
    @Test
    void whatKeepsVertxFromStartingIsTold() {
        Set<String> before = ownThreads();
        IOException cause = new IOException("Too many open files");
        Vertx scarce = (Vertx) Proxy.newProxyInstance(
                Vertx.class.getClassLoader(), new Class<?>[] {Vertx.class}, (vertx, method, arguments) -> {
                    throw new IllegalStateException("failed to create a child event loop", cause);
                });
        assertThatThrownBy(() -> open(VertxTransport.create(scarce), server.url()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Vert.x can't be started", "failed to create a child event loop")
                .hasRootCause(cause);
        await(() -> before.containsAll(ownThreads()), "a thread is left");
    }

    /** The Vertx that was started for them ends again. */
    @Test
    void optionsThatCanNotBeUsedAreToldAndLeaveNoThread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        AtomicInteger copies = new AtomicInteger();
        KeyCertOptions spoilt = (KeyCertOptions) Proxy.newProxyInstance(
                KeyCertOptions.class.getClassLoader(), new Class<?>[] {KeyCertOptions.class}, (me, method, given) -> {
                    if (copies.incrementAndGet() > 1) {
                        throw new IllegalArgumentException("spoilt");
                    }
                    return me;
                });
        VertxTransport transport = VertxTransport.builder()
                .options(new HttpClientOptions().setKeyCertOptions(spoilt))
                .build();
        assertThatThrownBy(() -> open(transport, server.url()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("spoilt");
        await(() -> newThreads(before).isEmpty(), "the end of " + newThreads(before));
    }

    @Test
    void cancellingOneOfTwoThatConnectHarmsNotTheOther() {
        server.greet((request, peer) -> peer.awaitHangUp());
        URI secure = URI.create("https://127.0.0.1:" + server.url().getPort());
        Transport transport = open(Lending.OWN.provider(), secure);
        CompletableFuture<Job> first = transport.jobs().get(GUID);
        server.awaitConnections(1);
        CompletableFuture<Job> second = transport.jobs().get(GUID);
        server.awaitConnections(2);

        first.cancel(true);

        await(() -> server.openConnections() == 1, "the end of one connection");
        assertThat(second).isNotDone();
        second.cancel(true);
        server.awaitNoConnection();
    }

    enum Lending {
        OWN,
        BORROWED;

        TransportProvider provider() {
            return this == OWN ? VertxTransport.create() : VertxTransport.create(checked.vertx());
        }
    }

    private Transport open(TransportProvider provider) {
        return open(provider, server.url());
    }

    private Transport open(TransportProvider provider, URI url) {
        Transport transport = provider.open(WarmUp.settings(url));
        opened.add(transport);
        return transport;
    }

    private CompletableFuture<RemoteFile> file(JobTransport jobs) {
        return jobs.open(server.url().resolve("/x.json"), FileRange.WHOLE);
    }

    private static Future<Boolean> thereWhenOver(CompletableFuture<?> call) {
        Context caller = Vertx.currentContext();
        return Future.fromCompletionStage(
                call.handle((value, error) -> Context.isOnEventLoopThread() && Vertx.currentContext() == caller));
    }

    private static <T> Future<T> onEventLoop(Vertx vertx, Supplier<Future<T>> task) {
        return Future.future(promise -> vertx.runOnContext(nothing -> task.get().onComplete(promise)));
    }

    private static boolean isAvailable(ThreadingModel model) {
        return model != ThreadingModel.EXTERNAL
                && (model != ThreadingModel.VIRTUAL_THREAD || Runtime.version().feature() >= 21);
    }

    private static String awaited(CountDownLatch latch, long millis) {
        try {
            return String.valueOf(latch.await(millis, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static <T> T answer(Future<T> future) {
        return answer(future.toCompletionStage().toCompletableFuture());
    }

    private static <T> T answer(CompletableFuture<T> future) {
        try {
            return future.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new AssertionError("No answer within " + BOUND, e);
        }
    }

    private static Throwable failure(CompletableFuture<?> call) {
        return answer(call.handle((value, error) -> error));
    }

    private static Set<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("exportcomments-"))
                .collect(Collectors.toSet());
    }

    private static Set<String> newThreads(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> !name.startsWith("scripted-"))
                .collect(Collectors.toSet());
    }

    private static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
