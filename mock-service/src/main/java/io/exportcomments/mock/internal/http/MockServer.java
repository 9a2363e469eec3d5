package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.answer.AnswerStyle;
import io.exportcomments.mock.fault.Faults;
import io.exportcomments.mock.internal.jobs.JobEngine;
import io.exportcomments.mock.internal.page.LivePage;
import io.exportcomments.mock.internal.page.PageControls;
import io.exportcomments.mock.internal.realtime.Hub;
import io.exportcomments.mock.internal.webhook.WebhookDispatcher;
import io.exportcomments.mock.journal.Journal;
import io.exportcomments.mock.journal.JournalEntry;
import io.exportcomments.mock.realtime.Realtime;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.mock.time.MockClock.Registration;
import io.exportcomments.mock.webhook.MockWebhooks;
import io.exportcomments.mock.webhook.WebhookDelivery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxThread;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxThreadFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The running server: two listeners (the service and the other origin) on a Vert.x of its own. */
public final class MockServer implements AutoCloseable, FaultRules.Listeners {

    private static final int BOUND_SECONDS = 20;

    /**
     * How a server is set up.
     *
     * @param host to bind to
     * @param port 0 for any that is free
     * @param goodToken which tokens are good
     * @param realtimeSecret signs realtime tokens
     * @param seed what made-up ids of webhooks depend on
     * @param listener hears of every exchange that is over
     * @param deliveries hears of every delivery of which an attempt is over
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Setup(
            String host,
            int port,
            MockClock clock,
            AnswerStyle style,
            Predicate<String> goodToken,
            byte[] realtimeSecret,
            long seed,
            Consumer<JournalEntry> listener,
            Consumer<WebhookDelivery> deliveries) {}

    private final NamedThreads threads = new NamedThreads();
    private final Vertx vertx;
    private final String host;
    private final JournalLog journal = new JournalLog();
    private final FaultRules faults = new FaultRules(this);
    private final ResultStore store;
    private final Hub hub;
    private final ClockTimer sockets;
    private final WebhookDispatcher dispatch;
    private final ClockTimer deliveries;
    private final List<Registration> registrations;
    private final ClockTimer wakeUp;
    private final HttpListener service;
    private final HttpListener other;
    private final AtomicBoolean closed = new AtomicBoolean();

    private MockServer(Setup setup, JobEngine jobs) {
        this.vertx = vertx(threads);
        this.host = setup.host();
        this.store = new ResultStore(vertx, Path.of(System.getProperty("java.io.tmpdir", ".")));
        this.hub = new Hub(setup.clock(), jobs, setup.realtimeSecret(), this::origin);
        JobJson jobJson = new JobJson(setup.style());
        this.dispatch = new WebhookDispatcher(
                setup.clock(),
                new HttpDeliverySender(vertx),
                (job, origin) -> jobJson.of(job, jobs.account().plan(), origin, otherOrigin()),
                this::origin,
                setup.seed(),
                setup.deliveries());
        RestApi api = new RestApi(
                jobs,
                setup.style(),
                new FileApi(jobs, store)::answer,
                new WebhookApi(jobs, dispatch),
                hub.control()::token,
                this::otherOrigin);
        Origins origins = new Origins(this::origin, this::otherOrigin);
        LivePage page = new LivePage(new PageControls(jobs, hub, faults), host, origins::of);
        RequestHandler handler = new RequestHandler(
                vertx, setup.clock(), journal, faults, api, hub, page, origins, setup.goodToken(), setup.listener());
        AtomicLong connections = new AtomicLong();
        this.service = new HttpListener(
                vertx, host, setup.port(), connections, r -> handler.handle(r, false, this::connection));
        this.other = new HttpListener(vertx, host, 0, connections, r -> handler.handle(r, true, this::connection));
        this.wakeUp = new ClockTimer(vertx, setup.clock(), jobs);
        this.sockets = new ClockTimer(vertx, setup.clock(), hub);
        hub.onSchedule(sockets::arm);
        this.deliveries = new ClockTimer(vertx, setup.clock(), dispatch);
        dispatch.onSchedule(deliveries::arm);
        this.registrations = List.of(
                setup.clock().drive(jobs),
                setup.clock().drive(hub),
                setup.clock().drive(dispatch.settling()),
                jobs.onSchedule(wakeUp::arm),
                jobs.onEvent(hub::publish),
                jobs.onEvent(dispatch::publish));
    }

    /** Starts a server; returns when it listens. */
    public static MockServer start(Setup setup, JobEngine jobs) {
        MockServer server = new MockServer(setup, jobs);
        try {
            await(server.service.open(), "cannot listen on " + setup.host() + ":" + setup.port());
            await(server.other.open(), "cannot listen on another port of " + setup.host());
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** The record of exchanges. */
    public Journal journal() {
        return journal;
    }

    /** The realtime connection. */
    public Realtime realtime() {
        return hub.control();
    }

    /** The webhooks. */
    public MockWebhooks webhooks() {
        return dispatch;
    }

    /** Where faults are ordered. */
    public Faults faults() {
        return faults;
    }

    /** The port of the service. */
    public int port() {
        return service.port();
    }

    /** What addresses of the service begin with. */
    public String origin() {
        return "http://" + reachable() + ":" + service.port();
    }

    /** What addresses of the other origin begin with. */
    public String otherOrigin() {
        return "http://" + reachable() + ":" + other.port();
    }

    @Override
    public void shut() {
        await(Future.join(service.shut(), other.shut()), "cannot stop listening");
    }

    @Override
    public void reopen() {
        await(Future.join(service.open(), other.open()), "cannot listen on port " + service.port() + " again");
    }

    @Override
    public void dropConnections() {
        await(Future.join(service.drop(), other.drop()), "cannot close the connections");
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        registrations.forEach(Registration::close);
        wakeUp.close();
        sockets.close();
        deliveries.close();
        hub.cutFrozen();
        await(vertx.close(), "cannot close the mock's Vert.x");
        threads.join();
        store.remove();
    }

    private long connection(HttpServerRequest request) {
        return Math.max(service.connection(request), other.connection(request));
    }

    private String reachable() {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "::0" -> "[::1]";
            default -> host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        };
    }

    private static Vertx vertx(NamedThreads threads) {
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(4)
                .setInternalBlockingPoolSize(4)
                .setUseDaemonThread(true)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
        return VertxBootstrap.create()
                .options(options)
                .threadFactory(threads)
                .init()
                .vertx();
    }

    private static void await(Future<?> future, String otherwise) {
        try {
            future.toCompletionStage().toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(otherwise + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new IllegalStateException(otherwise + " within " + BOUND_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(otherwise + ": interrupted", e);
        }
    }

    /** Names the threads, and knows them: Vert.x says that it is closed a little before its last thread has ended. */
    private static final class NamedThreads implements VertxThreadFactory {

        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

        @Override
        public VertxThread newVertxThread(
                Runnable target, String name, boolean worker, long maxExecTime, TimeUnit maxExecTimeUnit) {
            threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
            String own = "exportcomments-mock-" + name.replace("vert.x-", "");
            VertxThread thread =
                    VertxThreadFactory.super.newVertxThread(target, own, worker, maxExecTime, maxExecTimeUnit);
            threads.add(thread);
            return thread;
        }

        void join() {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
            try {
                for (Thread thread : threads) {
                    TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
