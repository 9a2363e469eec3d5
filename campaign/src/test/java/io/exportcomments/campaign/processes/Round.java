package io.exportcomments.campaign.processes;

import io.exportcomments.campaign.Schedule.Sources;
import io.exportcomments.campaign.Violation;
import io.exportcomments.testkit.process.JavaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One round: a service, a client and what is between them, trouble for a while, and what has come of it when all is
 * over.
 */
final class Round implements AutoCloseable {
    /** How long after all trouble everything must have ended; what takes longer is lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(210);

    private static final Duration STARTING = Duration.ofSeconds(60);
    private static final int HEAP_MEGABYTES = 160;

    private final RoundPlan plan;
    private final Path folder;
    private final long begunAt = System.currentTimeMillis();
    private final FaultyProxy way = new FaultyProxy();
    private final @Nullable FaultyProxy hooks;
    private final SmallDisk disk;
    private final ClientHistory history;
    private final Troublemaking trouble;
    private @Nullable JavaProgram service;
    private @Nullable JavaProgram client;
    private int serviceLives;
    private volatile int servicePort;
    private volatile boolean serviceIsCalm;
    private long calmAt;
    private boolean isOver;
    private List<String> unheard = List.of();
    private boolean closedWell;
    private List<Violation> violations = List.of();

    /** The client's files lie on a small disk, if that is wanted and possible. */
    Round(RoundPlan plan, Path folder, boolean smallDisk) throws IOException {
        this.plan = plan;
        this.folder = Files.createDirectories(folder.toAbsolutePath());
        disk = new SmallDisk(this.folder.resolve("disk"), smallDisk);
        hooks = plan.sources().has(Sources.WEBHOOK) ? new FaultyProxy() : null;
        history = new ClientHistory(this.folder.resolve("client.lines"), this::hookIsAt);
        trouble = new Troublemaking(this, plan.seed());
    }

    /** Plays it, and says what is wrong. */
    List<Violation> play() throws IOException, InterruptedException {
        tell(plan.toString());
        startService(0);
        startClient();
        passUntil(() -> history.updates() > 0, STARTING);
        trouble.last(plan.trouble());
        calm();
        isOver = passUntil(() -> history.open(plan).isEmpty(), PATIENCE);
        unheard = history.open(plan);
        ServiceLog log = ServiceLog.read(folder.resolve("service.log"));
        if (isOver && plan.store().lasts()) {
            passUntil(() -> RoundCheck.unhandled(log, history).isEmpty(), Duration.ofSeconds(40));
        }
        tell(isOver ? "all is heard" : "not heard: " + unheard);
        closedWell = close(client());
        service().tell("quit");
        service().endsWell(Duration.ofSeconds(20));
        violations = new RoundCheck(this, ServiceLog.read(folder.resolve("service.log"))).check();
        violations.forEach(one -> tell("BROKEN " + one.promise() + ": " + one.how()));
        return violations;
    }

    private boolean close(JavaProgram mine) throws InterruptedException {
        mine.tell("finish");
        boolean well = mine.endsWell(Duration.ofSeconds(60));
        passUntil(history::isEnded, Duration.ofSeconds(5));
        return well;
    }

    private void calm() throws InterruptedException, IOException {
        tell("all is well from now on");
        for (FaultyProxy one : hooks == null ? List.of(way) : List.of(way, hooks)) {
            one.weather(FaultyProxy.Weather.FINE);
            one.thaw(false);
            one.reopen();
        }
        startService(0);
        startClient();
        passUntil(() -> servicePort > 0, STARTING);
        serviceIsCalm = false;
        service().tell("calm");
        passUntil(() -> serviceIsCalm, STARTING);
        calmAt = System.currentTimeMillis();
    }

    /** Waits until something is so; says whether it became so in time. */
    private static boolean passUntil(BooleanSupplier condition, Duration bound) throws InterruptedException {
        long end = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return true;
    }

    // The programs

    /** Starts the service again, unless it runs; of 100 jobs it has forgotten so many. */
    void startService(int forgotten) throws IOException, InterruptedException {
        JavaProgram before = service;
        if (before != null && before.isAlive()) {
            return;
        }
        servicePort = 0;
        serviceLives++;
        FaultyProxy toHook = hooks;
        String hook = toHook == null ? "none" : "http://127.0.0.1:" + toHook.port() + "/hook";
        service = JavaProgram.start(
                ServiceProgram.class,
                HEAP_MEGABYTES,
                folder.resolve("service.err"),
                arguments(serviceLives, Integer.toString(forgotten), hook),
                this::fromService);
        tell("the service is there, for the " + serviceLives + ". time");
    }

    private void fromService(String line) {
        if (line.startsWith("ready ")) {
            servicePort = Integer.parseInt(line.substring("ready ".length()));
            way.upstream(servicePort);
        } else if (line.equals("calm")) {
            serviceIsCalm = true;
        }
    }

    private void hookIsAt(int port) {
        FaultyProxy toHook = hooks;
        if (toHook != null) {
            toHook.upstream(port);
        }
    }

    void killService() throws InterruptedException {
        way.upstream(0);
        service().kill();
    }

    /** Starts the client again, unless it runs. */
    void startClient() throws InterruptedException {
        JavaProgram before = client;
        if (before != null && before.isAlive()) {
            return;
        }
        history.begin();
        try {
            Files.write(folder.resolve("memory"), history.memory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client = JavaProgram.start(
                ClientProgram.class,
                HEAP_MEGABYTES,
                folder.resolve("client.err"),
                arguments(history.life(), "http://127.0.0.1:" + way.port()),
                history::take);
        tell("the client is there, for the " + history.life() + ". time");
    }

    void killClient() throws InterruptedException {
        FaultyProxy toHook = hooks;
        if (toHook != null) {
            toHook.upstream(0);
        }
        client().kill();
    }

    private List<String> arguments(int life, String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                folder.toString(),
                Integer.toString(plan.jobs().size()),
                Long.toString(plan.trouble().toMillis()),
                Long.toString(plan.seed()),
                Integer.toString(life),
                Long.toString(begunAt)));
        arguments.addAll(List.of(more));
        return arguments;
    }

    JavaProgram service() {
        return java.util.Objects.requireNonNull(service);
    }

    JavaProgram client() {
        return java.util.Objects.requireNonNull(client);
    }

    /** The way from the client to the service. */
    FaultyProxy way() {
        return way;
    }

    /** The way from the service to the client's webhook. */
    @Nullable FaultyProxy hooks() {
        return hooks;
    }

    // What there is to know

    /** Writes down what happens. */
    void tell(String what) {
        try {
            Files.write(
                    folder.resolve("timeline"),
                    "%d %6d ms  %s\n"
                            .formatted(System.currentTimeMillis(), System.currentTimeMillis() - begunAt, what)
                            .getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RoundPlan plan() {
        return plan;
    }

    Path folder() {
        return folder;
    }

    SmallDisk disk() {
        return disk;
    }

    ClientHistory history() {
        return history;
    }

    Map<Trouble, Integer> troubles() {
        return trouble.made();
    }

    long calmAt() {
        return calmAt;
    }

    boolean isOver() {
        return isOver;
    }

    /** What had not come when the waiting was given up. */
    List<String> unheard() {
        return unheard;
    }

    boolean closedWell() {
        return closedWell;
    }

    int serviceLives() {
        return serviceLives;
    }

    List<Violation> violations() {
        return violations;
    }

    @Override
    public void close() {
        for (JavaProgram one : new JavaProgram[] {service, client}) {
            if (one != null) {
                one.close();
            }
        }
        disk.close();
        way.close();
        if (hooks != null) {
            hooks.close();
        }
    }
}
