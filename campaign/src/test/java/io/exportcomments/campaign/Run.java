package io.exportcomments.campaign;

import io.exportcomments.AsyncJobHandle;
import io.exportcomments.campaign.Schedule.Command;
import io.exportcomments.campaign.Schedule.Origin;
import io.exportcomments.campaign.Schedule.PlannedCommand;
import io.exportcomments.campaign.Schedule.PlannedFault;
import io.exportcomments.campaign.Schedule.PlannedJob;
import io.exportcomments.campaign.Schedule.PlannedWatch;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.mock.internal.jobs.ApiError;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.SeedJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Plays one schedule, from the first job to what is left when all is closed. */
final class Run {
    /** How long after the last trouble everything must have ended; what takes longer is lost. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    /** How long a delivery may be tried again by its receiver: 20 times, in the end every 10 minutes. */
    private static final Duration HANDLING = Duration.ofHours(3);

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofMinutes(3);
    private static final String VIDEO = "https://www.youtube.com/watch?v=";

    final Schedule schedule;
    final World world;
    final Truth truth;
    final Troublemaker trouble;
    final List<Listener> listeners = new ArrayList<>();
    final Map<Integer, Creation> creations = new TreeMap<>();
    final List<String> followedWithoutWatch = new ArrayList<>();
    boolean closedEarly;
    private int made;
    Duration calmSince = Duration.ZERO;
    int timersAtRest;
    int socketsAtRest;
    int exchangesAtRest;
    int requestsAtRest;
    boolean followersAtRest;
    List<Integer> callsAtClose = List.of();

    /** A creation by the program. */
    record Creation(String url, CompletableFuture<AsyncJobHandle> outcome) {}

    Run(Schedule schedule, boolean traced) {
        this.schedule = schedule;
        this.world = new World(schedule, traced);
        this.truth = new Truth(world);
        this.trouble = new Troublemaker(world, schedule.setting().account());
    }

    void play() {
        for (PlannedJob job : schedule.jobs()) {
            world.scripts().add(url(job)::equals, job.course());
            world.later(job.at(), () -> begin(job));
        }
        for (PlannedFault fault : schedule.faults()) {
            world.later(fault.at(), () -> {
                trouble.make(fault);
                made++;
            });
        }
        Duration closesAt = schedule.setting().closesAt();
        if (closesAt != null) {
            world.passUntil(() -> false, closesAt);
            closedEarly = true;
        } else {
            world.pass(schedule.calmAt());
            // What was to happen while the program slept happens afterwards.
            world.passUntil(() -> made == schedule.faults().size(), PATIENCE);
            calmDown();
            rest();
        }
        closeAndLook();
    }

    private void calmDown() {
        trouble.calm();
        calmSince = world.elapsed();
        world.timeline().add("trouble", () -> "all is well from now on");
        world.pass(Duration.ofSeconds(20));
        world.passUntil(this::jobsAreOver, Duration.ofMinutes(40));
        world.jobs().all().forEach(job -> command(job.guid(), Command.STOP_ELSEWHERE));
        world.passUntil(this::allIsHeard, PATIENCE);
        world.passUntil(this::allIsHandled, HANDLING);
    }

    private boolean jobsAreOver() {
        return creations.values().stream().allMatch(one -> one.outcome().isDone())
                && world.jobs().all().stream()
                        .filter(job -> !isEndless(world.jobs().scriptOf(job.guid())))
                        .allMatch(Truth::isEnd);
    }

    private static boolean isEndless(JobScript script) {
        return script.steps().isEmpty()
                || !script.steps().get(script.steps().size() - 1).kind().ends();
    }

    private boolean allIsHeard() {
        return listeners.stream().allMatch(Listener::isOver)
                && world.callbacks().blocked() == 0;
    }

    private boolean allIsHandled() {
        return Checker.unhandled(this).isEmpty();
    }

    /** What there is when nothing is watched any more. */
    private void rest() {
        world.pass(QUIET);
        timersAtRest = world.timers();
        socketsAtRest = world.openSockets();
        exchangesAtRest = world.openExchanges();
        int requests = world.service().journal().entries().size();
        world.pass(QUIET);
        requestsAtRest = world.service().journal().entries().size() - requests;
        followersAtRest = noFollowers();
    }

    boolean noFollowers() {
        return world.sources().stream().allMatch(source -> source.followed().isEmpty());
    }

    private void closeAndLook() {
        List<Listener> before = List.copyOf(listeners);
        world.timeline().add("program", () -> "closes the client");
        world.client().close();
        world.passUntil(
                () -> world.callbacks().blocked() == 0 && before.stream().allMatch(Listener::isOver), PATIENCE);
        world.pass(Duration.ofSeconds(10));
        callsAtClose = before.stream().map(listener -> listener.calls).toList();
        world.pass(Duration.ofMinutes(2));
        Postbox postbox = world.postbox();
        if (postbox != null) {
            world.passUntil(postbox::isIdle, PATIENCE);
        }
        world.close();
        world.pass(Duration.ofSeconds(10));
        // While the program slept, it was told nothing.
        world.passUntil(() -> listeners.stream().allMatch(Listener::isOver), PATIENCE);
    }

    static String url(PlannedJob job) {
        int named = job.twin() ? job.number() - 1 : job.number();
        return VIDEO + "job" + named;
    }

    private void begin(PlannedJob plan) {
        if (plan.origin() == Origin.FOUND) {
            MockJob job = world.jobs().seed(SeedJob.of(url(plan)).script(plan.course()));
            truth.note(job);
            known(plan, job.guid());
            return;
        }
        CompletableFuture<AsyncJobHandle> outcome = world.client().async().create(ExportRequest.of(url(plan)));
        creations.put(plan.number(), new Creation(url(plan), outcome));
        outcome.whenComplete((handle, error) -> {
            if (error == null) {
                known(plan, UUID.fromString(handle.guid().value()));
            } else {
                world.timeline().add("job " + plan.number(), () -> "is not created: " + error);
                world.heard(Listener.text(error));
            }
        });
    }

    private void known(PlannedJob plan, UUID guid) {
        world.timeline().add("job " + plan.number(), () -> "is " + guid);
        int number = 0;
        for (PlannedWatch watch : plan.watches()) {
            Listener listener = new Listener(
                    world,
                    plan,
                    number++,
                    JobGuid.of(guid.toString()),
                    watch,
                    () -> world.later(SOON, () -> look(guid)));
            world.later(watch.after(), () -> {
                listeners.add(listener);
                listener.begin();
            });
        }
        for (PlannedCommand command : plan.commands()) {
            world.later(command.at(), () -> command(guid, command.command()));
        }
    }

    /** Nothing may be left of a watch that everybody has left. */
    private void look(UUID guid) {
        List<Listener> all = listeners.stream()
                .filter(listener -> listener.guid.value().equals(guid.toString()))
                .toList();
        boolean left = all.stream().allMatch(Listener::isGone);
        if (left
                && world.sources().stream().anyMatch(source -> source.followed().contains(guid.toString()))) {
            followedWithoutWatch.add(guid.toString());
        }
    }

    private void command(UUID guid, Command command) {
        JobGuid job = JobGuid.of(guid.toString());
        switch (command) {
            case STOP -> hear(world.client().async().stop(job));
            case RETRY -> hear(world.client().async().retry(job));
            case STOP_ELSEWHERE -> elsewhere(() -> world.jobs().stop(guid));
            case RETRY_ELSEWHERE -> elsewhere(() -> world.jobs().retry(guid));
        }
        world.later(Duration.ofSeconds(1), () -> world.jobs().find(guid).ifPresent(truth::note));
    }

    private void hear(CompletableFuture<Job> answer) {
        answer.whenComplete((job, error) -> {
            if (error == null) {
                world.jobs().find(UUID.fromString(job.guid().value())).ifPresent(truth::note);
            } else {
                world.heard(Listener.text(error));
            }
        });
    }

    private void elsewhere(java.util.function.Supplier<MockJob> command) {
        try {
            truth.note(command.get());
        } catch (ApiError wrongState) {
            world.timeline().add("elsewhere", () -> "refused: " + wrongState.getMessage());
        }
    }
}
