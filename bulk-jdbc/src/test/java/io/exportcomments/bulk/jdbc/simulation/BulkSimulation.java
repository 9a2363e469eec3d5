package io.exportcomments.bulk.jdbc.simulation;

import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.BulkExports;
import io.exportcomments.bulk.BulkExportsBuilder;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.BulkListener;
import io.exportcomments.bulk.batch.BulkProgress;
import io.exportcomments.bulk.batch.ItemEnd;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Workers, each a process of its own, on one store and one account, in virtual time, on one thread, by one seed. */
final class BulkSimulation {
    static final Instant START = Instant.parse("2026-03-01T07:30:00Z");

    final VirtualTimekeeper time;
    final SimulatedService service;
    final BulkStore store;
    final List<Worker> processes = new ArrayList<>();
    final Map<Long, Integer> handled = new HashMap<>();
    final List<String> oddities = new ArrayList<>();
    boolean serviceBatches = true;
    BulkListener listener = BulkListener.NONE;

    /** After how many milliseconds at most a killed process is started again. */
    int longestAbsence = 40_000;

    /** What a program does before its worker begins. */
    Consumer<BulkBatches> beforeStart = bulk -> {};

    int kills;
    int stops;

    private final Odds odds;
    private final Random chance;
    private final Consumer<ExportCommentsBuilder> setup;
    private boolean calm;

    BulkSimulation(
            long seed,
            Odds odds,
            ServicePlan plan,
            JobScript course,
            Function<VirtualTimekeeper, BulkStore> store,
            BiConsumer<VirtualTimekeeper, ExportCommentsBuilder> setup) {
        this.odds = odds;
        chance = new Random(seed);
        time = new VirtualTimekeeper(START, seed);
        service = new SimulatedService(time, skew(), plan, course, seed);
        this.store = store.apply(time);
        this.setup = client -> setup.accept(time, client);
    }

    private Duration skew() {
        long most = odds.clocks().toMillis();
        return Duration.ofMillis(most == 0 ? 0 : chance.nextLong(-most, most));
    }

    /** One worker, with a client of its own. */
    final class Worker {
        final ProcessTime clock = new ProcessTime(time, skew());
        final ExportComments client;
        final ProcessStore store;
        final BulkExportsBuilder bulk;
        private @Nullable BulkExports running;

        Worker(String name, int concurrency) {
            var builder = ExportComments.builder()
                    .token("Simulated0".repeat(12))
                    .transport(settings -> new SimulatedWire(service, time, clock, odds, chance))
                    .plan(Plan.BUSINESS)
                    .timekeeper(clock)
                    .callbackExecutor(clock::run)
                    .workerExecutor(clock::run)
                    .reconcileEvery(Duration.ofSeconds(5));
            setup.accept(builder);
            client = builder.build();
            store = new ProcessStore(BulkSimulation.this.store, clock, time, odds, chance, this::kill);
            bulk = BulkExports.builder(client, store)
                    .worker(name)
                    .concurrency(concurrency)
                    .serviceBatches(serviceBatches)
                    .listener(listener)
                    .timekeeper(clock)
                    .workExecutor(clock::run)
                    .handlerExecutor(clock::run)
                    .onEnd(BulkSimulation.this::handle);
        }

        void start() {
            clock.run(() -> running = bulk.start());
        }

        BulkExports running() {
            return Objects.requireNonNull(running, "not started");
        }

        void kill() {
            clock.kill();
            kills++;
        }
    }

    private void handle(ItemEnd end) {
        int before = handled.merge(end.item().id(), 1, Integer::sum) - 1;
        if (before > 0 && !end.mayBeRepeated()) {
            oddities.add("The end of item " + end.item().id() + " was told twice, and not as a repetition");
        }
        if (odds.kills() && chance.nextDouble() < 0.02) {
            throw new IllegalStateException("the handler failed");
        }
    }

    /** Starts workers, which are started again some time after they were killed. */
    void start(int workers, int concurrency) {
        for (int i = 0; i < workers; i++) {
            run("worker-" + i, concurrency);
        }
    }

    private void run(String name, int concurrency) {
        Worker process = new Worker(name, concurrency);
        processes.add(process);
        inProgram(beforeStart);
        process.start();
        if (odds.kills()) {
            live(name, concurrency, process);
        }
    }

    private void live(String name, int concurrency, Worker process) {
        time.schedule(Duration.ofMillis(1_000 + chance.nextInt(60_000)), () -> {
            if (!process.clock.isDead() && !calm) {
                if (chance.nextInt(3) > 0) {
                    process.kill();
                } else {
                    stopForATime(process);
                }
            }
            if (process.clock.isDead()) {
                time.schedule(Duration.ofMillis(chance.nextInt(longestAbsence)), () -> run(name, concurrency));
            } else {
                live(name, concurrency, process);
            }
        });
    }

    private void stopForATime(Worker process) {
        stops++;
        process.clock.stop();
        time.schedule(Duration.ofMillis(chance.nextInt(50_000)), process.clock::goOn);
    }

    /** From now on nobody is killed; what is dead is started again. */
    void calm() {
        calm = true;
    }

    /**
     * A program without bulk exports and without a store, so many requests at a time: the baseline. How long it took,
     * null if they were not over by the bound.
     */
    @Nullable Duration runPlainly(List<ExportRequest> requests, int concurrency, Duration bound) {
        Worker program = new Worker("plain", concurrency);
        Queue<ExportRequest> left = new ArrayDeque<>(requests);
        List<JobGuid> ended = new ArrayList<>();
        for (int i = 0; i < concurrency; i++) {
            program.clock.run(() -> exportNext(program, left, ended));
        }
        Instant last = START.plus(bound);
        while (ended.size() < requests.size() && time.now().isBefore(last)) {
            time.advance(Duration.ofSeconds(1));
        }
        return new HashSet<>(ended).size() == requests.size() ? Duration.between(START, time.now()) : null;
    }

    private void exportNext(Worker program, Queue<ExportRequest> left, List<JobGuid> ended) {
        ExportRequest request = left.poll();
        if (request == null) {
            return;
        }
        program.client
                .async()
                .create(request)
                .thenCompose(job -> job.await(Duration.ofDays(1)))
                .whenComplete((job, error) -> {
                    if (error != null) {
                        oddities.add(request.url() + ": " + error);
                    } else {
                        ended.add(job.guid());
                    }
                    exportNext(program, left, ended);
                });
    }

    static List<ExportRequest> requests(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ExportRequest.of("https://www.youtube.com/watch?v=video%06d".formatted(i)))
                .toList();
    }

    /** Submits by a program that is not killed. */
    void submit(String batch, List<ExportRequest> requests) {
        inProgram(bulk -> bulk.submit(batch, requests));
    }

    /** What a program does that has no worker. */
    void inProgram(Consumer<BulkBatches> use) {
        use.accept(BulkBatches.in(store));
    }

    BulkProgress progress(String batch) {
        return store.transact(tx -> {
            var known = tx.batch(batch).orElseThrow();
            return new BulkProgress(batch, known.stage(), tx.counts(known), tx.unhandled(known));
        });
    }

    /** Who has the items of a batch. */
    List<String> owners(String batch) {
        return store.transact(tx ->
                tx.items(tx.batch(batch).orElseThrow(), EnumSet.allOf(ItemState.class), 0, Integer.MAX_VALUE).stream()
                        .map(item -> String.valueOf(item.owner()))
                        .toList());
    }

    List<BulkItem> items(String batch) {
        return store.transact(tx ->
                tx.items(tx.batch(batch).orElseThrow(), EnumSet.allOf(ItemState.class), 0, Integer.MAX_VALUE).stream()
                        .map(item -> item.shown())
                        .toList());
    }

    /** Lets time pass until the batches are over; how long it took, or null if they are not over by the bound. */
    @Nullable Duration runUntilOver(Duration bound, String... batches) {
        return runUntilOver(bound, Duration.ofSeconds(1), batches);
    }

    /** The same, with a look after each step of time. */
    @Nullable Duration runUntilOver(Duration bound, Duration step, String... batches) {
        for (Duration passed = Duration.ZERO; passed.compareTo(bound) < 0; passed = passed.plus(step)) {
            time.advance(step);
            if (List.of(batches).stream().allMatch(batch -> progress(batch).isOver())) {
                return Duration.between(START, time.now());
            }
        }
        return null;
    }

    /** What is wrong, by the service's jobs and the table alone. */
    List<String> faults(String... batches) {
        List<String> faults = new ArrayList<>(oddities);
        Map<String, MockJob> jobs = service.all().stream()
                .collect(Collectors.toMap(job -> job.guid().toString(), job -> job));
        Set<String> owned = new HashSet<>();
        for (String batch : batches) {
            for (BulkItem item : items(batch)) {
                String guid = item.job().map(job -> job.value()).orElse("");
                if (item.state() != ItemState.DONE) {
                    faults.add("Item " + item.id() + " ended as " + item.state() + ": "
                            + item.message().orElse(""));
                } else if (!jobs.containsKey(guid)
                        || !jobs.get(guid).url().equals(item.request().url())) {
                    faults.add("Item " + item.id() + " is lost: it has no job of its own");
                } else if (!owned.add(guid)) {
                    faults.add("Two items have the job " + guid);
                }
                if (!handled.containsKey(item.id())) {
                    faults.add("The end of item " + item.id() + " was not told");
                }
            }
        }
        jobs.keySet().stream()
                .filter(guid -> !owned.contains(guid))
                .forEach(guid -> faults.add("Job " + guid
                        + " of " + jobs.get(guid).url() + " is one too many, created at "
                        + jobs.get(guid).createdAt()));
        return faults;
    }
}
