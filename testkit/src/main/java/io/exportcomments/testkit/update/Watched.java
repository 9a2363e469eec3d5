package io.exportcomments.testkit.update;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One watch as the program sees it: everything that it was told, in order. Thread-safe. */
public class Watched implements Flow.Subscriber<JobUpdate> {
    private final JobGuid guid;
    private final List<JobUpdate> updates = new CopyOnWriteArrayList<>();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final AtomicInteger completions = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean cancelled;

    /** A subscriber for a watch of this job. */
    public Watched(JobGuid guid) {
        this.guid = guid;
    }

    /** The job. */
    public final JobGuid guid() {
        return guid;
    }

    /** The updates so far. */
    public List<JobUpdate> updates() {
        return List.copyOf(updates);
    }

    /** The newest update. */
    public Optional<JobUpdate> latest() {
        List<JobUpdate> now = updates();
        return now.isEmpty() ? Optional.empty() : Optional.of(now.get(now.size() - 1));
    }

    /** The updates that ended an attempt: one, if all is well and the watch is over. */
    public List<JobUpdate> ends() {
        return updates.stream().filter(JobUpdate::isTerminal).toList();
    }

    /** How many times the watch was said to be complete. */
    public int completions() {
        return completions.get();
    }

    /** The errors that ended the watch. */
    public List<Throwable> errors() {
        return List.copyOf(errors);
    }

    /** Whether the watch is over, one way or the other. */
    public boolean isOver() {
        return completions.get() > 0 || !errors.isEmpty();
    }

    /** How many times the program was called. */
    public int calls() {
        return calls.get();
    }

    /** Ends the watch, also if it has not begun yet. */
    public void cancel() {
        cancelled = true;
        Flow.Subscription mine = subscription;
        if (mine != null) {
            mine.cancel();
        }
    }

    /** Waits, in real time, until something is so; says whether it is so when the bound is over. */
    public boolean await(Predicate<Watched> condition, Duration bound) {
        long end = System.nanoTime() + bound.toNanos();
        synchronized (calls) {
            for (long left = bound.toNanos(); left > 0 && !condition.test(this); left = end - System.nanoTime()) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(calls, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return condition.test(this);
    }

    private void called() {
        synchronized (calls) {
            calls.incrementAndGet();
            calls.notifyAll();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (cancelled) {
            given.cancel();
        } else {
            given.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(JobUpdate update) {
        updates.add(update);
        called();
    }

    @Override
    public void onError(Throwable error) {
        errors.add(error);
        called();
    }

    @Override
    public void onComplete() {
        completions.incrementAndGet();
        called();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("watch of " + guid + ":");
        updates.forEach(update -> text.append("\n  ")
                .append(update.observedAt())
                .append(' ')
                .append(update.status())
                .append(' ')
                .append(update.progress().map(Object::toString).orElse(""))
                .append(" attempt ")
                .append(update.attempt())
                .append(" by ")
                .append(update.source()));
        errors.forEach(error -> text.append("\n  ").append(error));
        return text.append("\n  completed ")
                .append(completions.get())
                .append(" times")
                .toString();
    }
}
