package io.exportcomments.campaign;

import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.campaign.Schedule.Setting;
import io.exportcomments.campaign.Schedule.Sources;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.internal.http.SocketlessService;
import io.exportcomments.mock.internal.http.WireOutcome;
import io.exportcomments.mock.internal.jobs.JobEngine;
import io.exportcomments.mock.internal.jobs.JobScripts;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.request.MockRequest;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.mock.webhook.WebhookSetup;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import io.exportcomments.transport.http.HttpTransport;
import io.exportcomments.transport.http.spi.HttpSession;
import io.exportcomments.update.polling.PollingUpdates;
import io.exportcomments.update.websocket.WebSocketUpdates;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The service, the network, the program and its client, on one thread and in one time, which goes from one thing that
 * is due to the next. Nothing here is real but the library and the mock.
 */
final class World implements AutoCloseable {
    private static final int MOST_STEPS = 2_000_000;
    private static final WebhookSetup WEBHOOK =
            WebhookSetup.of(URI.create("http://127.0.0.1:9000/hook"), Postbox.SECRET);

    private final Setting setting;
    private final SplittableRandom random;
    private final ManualClock clock = MockClock.manual();
    private final Instant start = clock.now();
    private final VirtualTimekeeper network;
    private final VirtualTimekeeper program;
    private final VirtualTimekeeper webhook;
    private final SkewedTime skewed;
    private final JobScripts scripts = new JobScripts();
    private final JobEngine jobs;
    private final Callbacks callbacks;
    private final @Nullable Postbox postbox;
    private final Wire wire = new Wire(this);
    private final SocketlessService service;
    private final List<FollowedSource> sources = new ArrayList<>();
    private final ExportComments client;
    private final Timeline timeline;
    private final StringBuilder told = new StringBuilder();
    private @Nullable VirtualSockets sockets;
    private Consumer<MockJob> truth = job -> {};
    private int refusals;
    private int steps;

    World(Schedule schedule, boolean traced) {
        setting = schedule.setting();
        random = new SplittableRandom(schedule.seed());
        network = new VirtualTimekeeper(start, schedule.seed());
        program = new VirtualTimekeeper(start, schedule.seed());
        webhook = new VirtualTimekeeper(start, schedule.seed());
        skewed = new SkewedTime(program);
        timeline = new Timeline(traced, this::elapsed);
        callbacks = new Callbacks(
                setting.threads(), () -> random(setting.dawdling()), (delay, task) -> network.schedule(delay, task));
        jobs = new JobEngine(clock, plan(setting), scripts, new SplittableRandom(schedule.seed()));
        postbox = setting.sources().has(Sources.WEBHOOK) ? new Postbox(this, setting.store()) : null;
        service = new SocketlessService(
                clock,
                jobs,
                setting.style(),
                MockService.DEFAULT_TOKEN,
                schedule.seed(),
                (url, headers, body, within) ->
                        java.util.Objects.requireNonNull(postbox).post(url, headers, body, within),
                this::drop);
        if (postbox != null) {
            service.webhooks().register(WEBHOOK);
        }
        if (!setting.account()) {
            service.realtime().faults().withoutServerSubscriptions(Integer.MAX_VALUE);
        }
        client = built();
    }

    private static ServicePlan plan(Setting setting) {
        if (!setting.policies()) {
            return ServicePlan.unlimited().withRequestsPerMinute(setting.plan().requestsPerMinute());
        }
        return setting.plan().equals(Plan.PREMIUM) ? ServicePlan.premium() : ServicePlan.business();
    }

    private ExportComments built() {
        ExportCommentsBuilder builder = ExportComments.builder()
                .baseUrl(URI.create(SocketlessService.ORIGIN))
                .token(MockService.DEFAULT_TOKEN)
                .transport(this::transport)
                .plan(setting.plan())
                .timekeeper(skewed)
                .callbackExecutor(callbacks)
                .listener(this::heard);
        if (setting.policies()) {
            Policies policies = Policies.builder(setting.plan())
                    .timekeeper(skewed)
                    .listener(this::heard)
                    .build();
            builder.interceptor(policies).listener(policies.listener());
        }
        for (UpdateSourceProvider provider : providers()) {
            FollowedSource source = new FollowedSource(provider, timeline);
            sources.add(source);
            builder.updates(source);
        }
        return builder.build();
    }

    private List<UpdateSourceProvider> providers() {
        List<UpdateSourceProvider> providers = new ArrayList<>();
        if (setting.sources().has(Sources.WEBSOCKET)) {
            providers.add(WebSocketUpdates.create());
        }
        if (postbox != null) {
            providers.add(postbox);
        }
        if (setting.sources().has(Sources.POLLING)) {
            providers.add(PollingUpdates.create());
        }
        return providers;
    }

    private Transport transport(TransportSettings settings) {
        HttpSession session = new HttpSession(settings.realTime(skewed));
        VirtualSockets mine = new VirtualSockets(this, session);
        sockets = mine;
        return new HttpTransport(session, wire, mine, mine::close);
    }

    private void heard(ClientEvent event) {
        heard(event.toString());
        if (!(event instanceof ClientEvent.UpdateDelivered)) {
            timeline.add("client", event::toString);
        }
    }

    /** Something that the library said to the program; it is searched for secrets at the end. */
    synchronized void heard(String text) {
        told.append(text).append('\n');
    }

    // The parts

    SocketlessService service() {
        return service;
    }

    JobEngine jobs() {
        return jobs;
    }

    JobScripts scripts() {
        return scripts;
    }

    /** The time of the program's webhook receiver. */
    Timekeeper webhook() {
        return webhook;
    }

    SkewedTime program() {
        return skewed;
    }

    Callbacks callbacks() {
        return callbacks;
    }

    @Nullable Postbox postbox() {
        return postbox;
    }

    ExportComments client() {
        return client;
    }

    Timeline timeline() {
        return timeline;
    }

    List<FollowedSource> sources() {
        return sources;
    }

    synchronized String told() {
        return told.toString();
    }

    int refusals() {
        return refusals;
    }

    /** Timers of the client's. */
    int timers() {
        return program.waiting();
    }

    /** Timers of the webhook's receiver. */
    int webhookTimers() {
        return webhook.waiting();
    }

    int openSockets() {
        VirtualSockets mine = sockets;
        return mine == null ? 0 : mine.open();
    }

    int openExchanges() {
        return wire.underWay();
    }

    // Chance

    boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    Duration latency() {
        return random(setting.latency());
    }

    private synchronized Duration random(Duration most) {
        return most.isZero() ? most : Duration.ofNanos(random.nextLong(most.toNanos()));
    }

    /** Hears of each job that the service was asked about. */
    void onJob(Consumer<MockJob> listener) {
        truth = listener;
    }

    // The network

    void later(Duration delay, Runnable task) {
        network.schedule(delay, task);
    }

    void answered(MockRequest request, WireOutcome outcome) {
        timeline.add(
                "service",
                () -> request.method() + " " + request.target() + " -> "
                        + (outcome.status() == 0 ? outcome.ending() : outcome.status()));
        UUID job = request.guid();
        if (job != null) {
            jobs.find(job).ifPresent(truth);
        }
        if (outcome.refused()) {
            refusals++;
        }
    }

    void drop() {
        wire.drop();
        VirtualSockets mine = sockets;
        if (mine != null) {
            mine.drop();
        }
    }

    // Time

    Duration elapsed() {
        return Duration.ofNanos(network.nanoTime());
    }

    /** The program stands still while the world goes on, and then finds out. */
    void sleep(Duration length) {
        long end = network.nanoTime() + length.toNanos();
        program.elapse(length);
        webhook.elapse(length);
        while (network.nanoTime() < end) {
            Duration left = Duration.ofNanos(end - network.nanoTime());
            Duration due = untilDue();
            network.elapse(due.compareTo(left) < 0 ? due : left);
            clock.advanceTo(network.now());
        }
    }

    private Duration untilDue() {
        Instant due = clock.nextDue();
        if (due == null) {
            return Duration.ofDays(1);
        }
        Duration until = Duration.between(network.now(), due);
        return until.isNegative() ? Duration.ZERO : until;
    }

    void pass(Duration length) {
        passUntil(() -> false, length);
    }

    /** Lets time pass until something is so, at most for so long; says whether it is so. */
    boolean passUntil(BooleanSupplier condition, Duration bound) {
        long end = network.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            Duration left = Duration.ofNanos(end - network.nanoTime());
            Duration step = least(left, untilDue());
            step = least(step, network.untilNext().orElse(step));
            step = least(step, program.untilNext().orElse(step));
            step = least(step, webhook.untilNext().orElse(step));
            if (left.isZero() || left.isNegative()) {
                return condition.getAsBoolean();
            }
            if (++steps > MOST_STEPS) {
                throw new IllegalStateException("No rest after " + MOST_STEPS + " steps");
            }
            go(step);
        }
        return true;
    }

    private void go(Duration step) {
        network.elapse(step);
        catchUp(program);
        catchUp(webhook);
        clock.advanceTo(network.now());
        network.runDue();
        program.runDue();
        webhook.runDue();
    }

    /** While the program slept, only the network's time went on by steps. */
    private void catchUp(VirtualTimekeeper time) {
        time.elapse(Duration.ofNanos(Math.max(0, network.nanoTime() - time.nanoTime())));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Lets go of what is kept for the checker, so that the world can go on for days. */
    synchronized void forget() {
        told.setLength(0);
        service.journal().clear();
        steps = 0;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f s, %d timers", elapsed().toMillis() / 1000.0, timers());
    }

    @Override
    public void close() {
        client.close();
        if (postbox != null) {
            postbox.close();
        }
        service.close();
    }
}
