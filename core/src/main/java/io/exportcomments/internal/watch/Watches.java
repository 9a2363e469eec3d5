package io.exportcomments.internal.watch;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.event.ClientListener;
import io.exportcomments.internal.time.TimerQueue;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.port.StateReader;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.UpdateSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The watch engine: follows any number of jobs over the sources, in their order of preference, with one timer and no
 * thread of its own. Its steps run on the threads that bring news, and call nothing of the program; the program is
 * called by the executor.
 */
public final class Watches implements AutoCloseable {
    private final Executor callbacks;
    private final WatchEvents events;
    private final TimerQueue timers;
    private final WatchEnvironment environment;
    private final Map<JobGuid, JobWatch> watched = new ConcurrentHashMap<>();
    private final JobMemory memory;
    private final Consumer<WatchSubscription> leaving = this::leave;
    private volatile boolean closed;

    /**
     * An engine. All that it is given stays its giver's, who closes it after the engine.
     *
     * @param sources in order of preference; with none, the state is read at the reconciliation's pace
     */
    public Watches(
            List<UpdateSource> sources,
            StateReader states,
            Timekeeper timekeeper,
            Executor callbacks,
            WatchSettings settings,
            ClientListener listener) {
        this.memory = new JobMemory(timekeeper);
        this.callbacks = callbacks;
        this.events = new WatchEvents(listener);
        this.timers = new TimerQueue(timekeeper);
        this.environment = new WatchEnvironment(List.copyOf(sources), states, timekeeper, timers, settings, events);
    }

    /** The updates of a job: each subscriber watches from now until the job's end, or until it cancels. */
    public Flow.Publisher<JobUpdate> updates(JobGuid guid) {
        return subscriber -> subscribe(guid, subscriber);
    }

    private WatchSubscription subscribe(JobGuid guid, Flow.Subscriber<? super JobUpdate> subscriber) {
        WatchSubscription subscription = new WatchSubscription(guid, subscriber, callbacks, leaving);
        if (closed) {
            subscription.fail(closedError(guid));
            return subscription;
        }
        subscription.start();
        join(guid, subscription);
        return subscription;
    }

    void join(JobGuid guid, WatchSubscription subscription) {
        if (subscription.isOver()) {
            return;
        }
        if (closed) {
            subscription.fail(closedError(guid));
            return;
        }
        JobUpdate known = memory.get(guid);
        if (known != null && known.status().isFinal()) {
            if (memory.isNews(known)) {
                events.delivered(known);
            }
            subscription.offer(known);
            subscription.complete();
            return;
        }
        JobWatch watch = watched.computeIfAbsent(guid, g -> new JobWatch(g, environment, this, memory));
        watch.add(subscription);
        if (closed) {
            watch.close(closedError(guid));
        }
    }

    /** The same for a listener, with no limit on what it can take; the subscription is for cancelling. */
    public Flow.Subscription listen(
            JobGuid guid, Consumer<JobUpdate> onUpdate, Runnable onEnd, Consumer<Throwable> onError) {
        return subscribe(guid, new ListeningSubscriber(onUpdate, onEnd, onError));
    }

    /** The job as it ends, whatever the end: done, error or stopped. Cancelling the future ends the waiting. */
    public CompletableFuture<Job> end(JobGuid guid) {
        EndFuture future = new EndFuture();
        future.subscription = subscribe(
                guid,
                new ListeningSubscriber(
                        update -> {
                            if (update.isTerminal()) {
                                future.complete(update.job());
                            }
                        },
                        () -> {},
                        future::completeExceptionally));
        return future;
    }

    /** What is known of a job, while it is watched or remembered. */
    public Optional<Job> snapshot(JobGuid guid) {
        JobWatch watch = watched.get(guid);
        JobUpdate latest = watch == null ? null : watch.latest();
        latest = latest == null ? memory.get(guid) : latest;
        return Optional.ofNullable(latest).map(JobUpdate::job);
    }

    /** Takes note of what an answer to the program's own call said of a job. */
    public void seen(Job job) {
        memory.put(job);
        JobWatch watch = watched.get(job.guid());
        if (watch != null) {
            watch.seen(job);
        }
    }

    /**
     * The service has taken the program's retry of a job: a failure that is read in the next moment may be the one
     * before.
     *
     * @param failed the job as it was known before; null if it was not
     */
    public void retried(JobGuid guid, @Nullable Job failed) {
        memory.retried(guid, failed);
    }

    /** The service has named these jobs, and that is all that is known of them: reading them may fail for a moment. */
    public void named(Collection<JobGuid> guids) {
        memory.name(guids);
    }

    /** How many jobs are watched. */
    public int size() {
        return watched.size();
    }

    /** Ends all watches with a {@link ClientClosedException}. */
    @Override
    public void close() {
        closed = true;
        watched.forEach((guid, watch) -> watch.close(closedError(guid)));
        timers.close();
    }

    private static ClientClosedException closedError(JobGuid guid) {
        return new ClientClosedException(ErrorContext.of(guid), null);
    }

    void forget(JobWatch watch, JobGuid guid, @Nullable JobUpdate latest) {
        watched.remove(guid, watch);
        if (latest != null) {
            memory.put(guid, latest);
            memory.isNews(latest);
        }
    }

    /** Takes a subscription out of the watch that it is in, whichever that is by then. */
    private void leave(WatchSubscription subscription) {
        JobWatch watch = watched.get(subscription.guid());
        if (watch != null) {
            watch.remove(subscription);
        }
    }

    /** A future whose cancelling ends the watch behind it. */
    private static final class EndFuture extends CompletableFuture<Job> {
        private volatile @Nullable WatchSubscription subscription;

        @Override
        public boolean cancel(boolean mayInterrupt) {
            boolean cancelled = super.cancel(mayInterrupt);
            WatchSubscription mine = subscription;
            if (cancelled && mine != null) {
                mine.cancel();
            }
            return cancelled;
        }
    }
}
