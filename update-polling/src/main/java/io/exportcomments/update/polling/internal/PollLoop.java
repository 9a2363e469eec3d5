package io.exportcomments.update.polling.internal;

import io.exportcomments.adapter.Failures;
import io.exportcomments.adapter.RearmableTimer;
import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.port.UpdateSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The one loop that asks for all followed jobs. All its state belongs to the tasks of its executor; no lock is held.
 */
public final class PollLoop implements UpdateSource {
    private final UpdateContext context;
    private final PollingPace pace;
    private final SerialExecutor executor = new SerialExecutor();
    private final RearmableTimer timer;
    private final Map<JobGuid, PolledJob> followed = new LinkedHashMap<>();
    private long nextTickAt;
    private int troubledTicks;
    private boolean goodAnswer;
    private boolean trouble;
    private volatile boolean closed;

    /** A loop that asks nothing until a job is followed. */
    public PollLoop(UpdateContext context, PollingPace pace) {
        this.context = context;
        this.pace = pace;
        this.timer = new RearmableTimer(context.timekeeper(), executor);
    }

    @Override
    public String name() {
        return "polling";
    }

    @Override
    public Subscription follow(JobGuid guid, UpdateSink sink) {
        PolledJob job = new PolledJob(guid, sink, now());
        // Nothing can be missed between two readings of the state: polling is live as soon as it is asked.
        sink.live();
        executor.execute(() -> begin(job));
        return () -> {
            job.cancel();
            executor.execute(() -> forget(job));
        };
    }

    private void begin(PolledJob job) {
        if (closed) {
            job.close(new ClientClosedException(ErrorContext.of(job.guid()), null));
        } else if (!job.isCancelled()) {
            followed.put(job.guid(), job);
            if (!timer.isSet()) {
                scheduleTick(untilNextTick());
            }
        }
    }

    private void forget(PolledJob job) {
        followed.remove(job.guid(), job);
        if (followed.isEmpty()) {
            timer.clear();
        }
    }

    private void tick() {
        countTrouble();
        Duration next = untilNextTick();
        scheduleTick(next);
        long now = now();
        List<PolledJob> due = followed.values().stream()
                .filter(job -> job.isDue(now, pace, next))
                .toList();
        due.forEach(job -> job.asked(now));
        ask(due);
    }

    private void ask(List<PolledJob> due) {
        List<CompletableFuture<Job>> readings =
                context.states().readTogether(due.stream().map(PolledJob::guid).toList());
        for (int i = 0; i < readings.size(); i++) {
            PolledJob job = due.get(i);
            job.await(readings.get(i));
            readings.get(i).whenComplete((state, error) -> executor.execute(() -> onReading(job, state, error)));
        }
    }

    private void onReading(PolledJob job, @Nullable Job state, @Nullable Throwable error) {
        job.answered();
        if (state != null) {
            onAnswer(job, state);
        } else if (error != null) {
            onFailure(job, Failures.unwrap(error));
        }
    }

    private void onAnswer(PolledJob job, Job state) {
        if (!job.isCancelled()) {
            recovered();
            job.tell(state);
        }
    }

    private void onFailure(PolledJob job, Throwable error) {
        if (!job.isCancelled() && !(error instanceof NotFoundException)) {
            trouble = true;
        }
        if (job.tell(error)) {
            forget(job);
        }
    }

    // Pace

    private void countTrouble() {
        if (goodAnswer) {
            troubledTicks = 0;
        } else if (trouble) {
            troubledTicks++;
        }
        goodAnswer = false;
        trouble = false;
    }

    private void recovered() {
        goodAnswer = true;
        if (troubledTicks == 0) {
            return;
        }
        troubledTicks = 0;
        Duration usual = untilNextTick();
        if (timer.isSet() && nextTickAt - now() > usual.toNanos()) {
            scheduleTick(usual);
        }
    }

    private Duration untilNextTick() {
        return pace.untilNextTick(context.timekeeper().random(), troubledTicks);
    }

    private void scheduleTick(Duration wait) {
        nextTickAt = now() + wait.toNanos();
        timer.set(wait, this::tick);
    }

    private long now() {
        return context.timekeeper().nanoTime();
    }

    @Override
    public void close() {
        closed = true;
        executor.execute(() -> {
            followed.values().forEach(PolledJob::cancel);
            followed.clear();
            timer.clear();
        });
    }
}
