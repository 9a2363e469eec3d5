package io.exportcomments.mock.internal.jobs;

import io.exportcomments.mock.internal.jobs.ScriptedJob.Slot;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJobEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The courses of the jobs: what happens to each at which time, and which of them have a slot to run in. Guarded by
 * the engine's lock.
 */
final class JobScheduler {

    private record Due(Instant at, long number, ScriptedJob job, int course) {}

    /** Hears of what happens. */
    interface Events {
        void tell(MockJobEvent.Type type, Instant at, ScriptedJob job);
    }

    private final IntSupplier slots;
    private final Events events;
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::number));
    private final Deque<ScriptedJob> waitingForSlot = new ArrayDeque<>();
    private final Set<ScriptedJob> running = new HashSet<>();
    private int underWay;
    private long lastDue;

    JobScheduler(IntSupplier slots, Events events) {
        this.slots = slots;
        this.events = events;
    }

    /** How many jobs are queued or running, apart from those that need no place. */
    int underWay() {
        return underWay;
    }

    /** When the first of the running jobs will end, as far as any will by itself. */
    Optional<Instant> firstEnd() {
        return running.stream()
                .map(ScriptedJob::endsAt)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** When the next thing happens by itself. */
    @Nullable Instant nextDue() {
        dropStale();
        Due next = due.peek();
        return next == null ? null : next.at;
    }

    /** Does everything that is due by a time, in order of time. */
    void settle(Instant now) {
        for (Due next = due.peek(); next != null && !next.at.isAfter(now); next = due.peek()) {
            due.remove();
            if (next.course == next.job.course) {
                happen(next.job, next.at);
            }
        }
    }

    private void happen(ScriptedJob job, Instant at) {
        if (job.place == ScriptedJob.Place.WAITING_TIME) {
            job.place = ScriptedJob.Place.WAITING_SLOT;
            if (job.slot != Slot.NONE) {
                waitingForSlot.addLast(job);
                startWaiting(at);
            } else {
                start(job, at);
            }
        } else {
            step(job, job.script.steps().get(job.nextStep++), at);
        }
    }

    /** Gives free slots to those who wait, first come first. */
    void startWaiting(Instant at) {
        while (running.size() < slots.getAsInt() && !waitingForSlot.isEmpty()) {
            ScriptedJob next = waitingForSlot.removeFirst();
            running.add(next);
            start(next, at);
        }
    }

    private void start(ScriptedJob job, Instant at) {
        job.place = ScriptedJob.Place.RUNNING;
        job.startedAt = at;
        job.nextStep = 0;
        scheduleStep(job, at);
    }

    private void scheduleStep(ScriptedJob job, Instant at) {
        List<JobScript.Step> steps = job.script.steps();
        if (job.nextStep < steps.size()) {
            schedule(job, at.plus(steps.get(job.nextStep).after()));
        }
    }

    private void step(ScriptedJob job, JobScript.Step step, Instant at) {
        job.updatedAt = at;
        switch (step.kind()) {
            case COUNT, PERCENT -> progress(job, step, at);
            case STATUS -> job.status = String.valueOf(step.text());
            case DONE -> done(job, job.rows, at);
            case EMPTY -> {
                job.resultNote = step.text();
                done(job, 0, at);
            }
            case FAIL -> {
                job.status = "error";
                job.error = step.text();
                end(job, at);
                events.tell(MockJobEvent.Type.FAILED, at, job);
            }
        }
        if (job.underWay()) {
            scheduleStep(job, at);
        }
    }

    private void progress(ScriptedJob job, JobScript.Step step, Instant at) {
        job.status = "progress";
        if (step.kind() == JobScript.Kind.PERCENT) {
            job.exported = (int) (job.rows * (long) step.amount() / 100);
            job.total = job.rows;
        } else {
            job.exported = step.amount();
            Integer total = step.total();
            job.total = total == null ? job.total : total;
        }
        Instant last = job.progressEventAt;
        if (last == null || !last.plus(Assumptions.PROGRESS_EVENT_INTERVAL).isAfter(at)) {
            job.progressEventAt = at;
            events.tell(MockJobEvent.Type.PROGRESS, at, job);
        }
    }

    private void done(ScriptedJob job, int rows, Instant at) {
        job.status = "done";
        job.exported = rows;
        job.total = rows;
        job.rows = rows;
        job.exportedAt = at;
        end(job, at);
        events.tell(MockJobEvent.Type.FINISHED, at, job);
    }

    /** Queues a job for an attempt. */
    void begin(ScriptedJob job, Instant now) {
        job.place = ScriptedJob.Place.WAITING_TIME;
        job.course++;
        if (job.slot == Slot.WITH_PLACE) {
            underWay++;
        }
        schedule(job, now.plus(job.script.queuedFor()));
    }

    /** Ends a job, drops the steps still to come, and frees its place. */
    void end(ScriptedJob job, Instant at) {
        job.place = ScriptedJob.Place.ENDED;
        job.course++;
        if (job.slot == Slot.WITH_PLACE) {
            underWay--;
        }
        if (job.slot != Slot.NONE) {
            waitingForSlot.remove(job);
            if (running.remove(job)) {
                startWaiting(at);
            }
        }
    }

    private void schedule(ScriptedJob job, Instant at) {
        due.add(new Due(at, ++lastDue, job, job.course));
    }

    private void dropStale() {
        for (Due next = due.peek(); next != null && next.course != next.job.course; next = due.peek()) {
            due.remove();
        }
    }
}
