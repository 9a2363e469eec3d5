package io.exportcomments.update.polling;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.port.UpdateSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The one loop that asks for all followed jobs. No lock is held while a sink or the state reader is called. */
final class PollLoop implements UpdateSource {
    private final UpdateContext context;
    private final Pace pace;
    private final Object lock = new Object();
    private final Map<JobGuid, PolledJob> followed = new LinkedHashMap<>();
    private Timekeeper.@Nullable Timer timer;
    private long nextTickAt;
    private int troubledTicks;
    private boolean goodAnswer;
    private boolean trouble;
    private boolean closed;

    PollLoop(UpdateContext context, Pace pace) {
        this.context = context;
        this.pace = pace;
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
        synchronized (lock) {
            if (!closed) {
                followed.put(guid, job);
                if (timer == null) {
                    arm(untilNextTick());
                }
                return () -> cancel(job);
            }
        }
        sink.broken(new ClientClosedException(ErrorContext.of(guid), null));
        return () -> {};
    }

    private void cancel(PolledJob job) {
        forget(job);
        job.cancel();
    }

    private void forget(PolledJob job) {
        synchronized (lock) {
            followed.remove(job.guid(), job);
            if (followed.isEmpty()) {
                disarm();
            }
        }
    }

    private void tick() {
        List<PolledJob> due = new ArrayList<>();
        synchronized (lock) {
            timer = null;
            if (followed.isEmpty()) {
                return;
            }
            countTrouble();
            Duration next = untilNextTick();
            arm(next);
            long now = now();
            for (PolledJob job : followed.values()) {
                if (job.isDue(now, pace, next)) {
                    job.asked(now);
                    due.add(job);
                }
            }
        }
        ask(due);
    }

    private void ask(List<PolledJob> due) {
        List<CompletableFuture<Job>> readings =
                context.states().readTogether(due.stream().map(PolledJob::guid).toList());
        for (int i = 0; i < readings.size(); i++) {
            PolledJob job = due.get(i);
            job.await(readings.get(i));
            readings.get(i).whenComplete((state, error) -> {
                if (error == null) {
                    onAnswer(job, state);
                } else {
                    onFailure(job, unwrapped(error));
                }
            });
        }
    }

    private void onAnswer(PolledJob job, Job state) {
        if (!job.isCancelled()) {
            recovered();
            job.tell(state);
        }
        answered(job);
    }

    private void onFailure(PolledJob job, Throwable error) {
        if (!job.isCancelled() && !(error instanceof NotFoundException)) {
            synchronized (lock) {
                trouble = true;
            }
        }
        if (job.tell(error)) {
            forget(job);
        }
        answered(job);
    }

    private void answered(PolledJob job) {
        synchronized (lock) {
            job.answered();
        }
    }

    // Pace; all of it under the lock

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
        synchronized (lock) {
            goodAnswer = true;
            if (troubledTicks == 0) {
                return;
            }
            troubledTicks = 0;
            Duration usual = untilNextTick();
            if (timer != null && nextTickAt - now() > usual.toNanos()) {
                disarm();
                arm(usual);
            }
        }
    }

    private Duration untilNextTick() {
        return pace.untilNextTick(context.timekeeper().random(), troubledTicks);
    }

    private void arm(Duration wait) {
        nextTickAt = now() + wait.toNanos();
        timer = context.timekeeper().schedule(wait, this::tick);
    }

    private void disarm() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private long now() {
        return context.timekeeper().nanoTime();
    }

    @Override
    public void close() {
        List<PolledJob> left;
        synchronized (lock) {
            closed = true;
            left = List.copyOf(followed.values());
            followed.clear();
            disarm();
        }
        left.forEach(PolledJob::cancel);
    }

    private static Throwable unwrapped(Throwable error) {
        boolean wrapped = error instanceof CompletionException && !(error instanceof ExportCommentsException);
        return wrapped && error.getCause() != null ? error.getCause() : error;
    }
}
