package io.exportcomments.internal.watch;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.event.ClientListener;
import io.exportcomments.internal.time.Agenda;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.port.StateReader;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.UpdateSource;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The watch engine: follows any number of jobs over the sources, in their order of preference, with one timer and no thread of its
 * own. Its steps run on the threads that bring news, and call nothing of the program; the program is called by the executor.
 */
public final class Watches implements Following {
    /** The source's name of what the engine read by itself. */
    static final String STATE = "state";

    private static final int REMEMBERED = 1_000;
    private static final double RECONCILE_JITTER = 0.2;

    private final List<UpdateSource> sources;
    private final StateReader states;
    private final Timekeeper timekeeper;
    private final Executor callbacks;
    private final WatchSettings settings;
    private final WatchEvents events;
    private final Agenda agenda;
    private final Map<JobGuid, JobWatch> watched = new ConcurrentHashMap<>();
    private final Memory memory = new Memory();
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
        this.sources = List.copyOf(sources);
        this.states = states;
        this.timekeeper = timekeeper;
        this.callbacks = callbacks;
        this.settings = settings;
        this.events = new WatchEvents(listener);
        this.agenda = new Agenda(timekeeper);
    }

    @Override
    public Flow.Publisher<JobUpdate> updates(JobGuid guid) {
        return subscriber -> subscribe(guid, subscriber);
    }

    private Delivery subscribe(JobGuid guid, Flow.Subscriber<? super JobUpdate> subscriber) {
        Participation participation = new Participation(guid);
        Delivery delivery = new Delivery(subscriber, callbacks, participation::end);
        participation.delivery = delivery;
        if (closed) {
            delivery.fail(closedError(guid));
            return delivery;
        }
        delivery.start();
        join(guid, delivery);
        return delivery;
    }

    void join(JobGuid guid, Delivery delivery) {
        if (delivery.isOver()) {
            return;
        }
        if (closed) {
            delivery.fail(closedError(guid));
            return;
        }
        JobUpdate known = memory.get(guid);
        if (known != null && known.status().isFinal()) {
            if (memory.isNews(known)) {
                events.delivered(known);
            }
            delivery.offer(known);
            delivery.complete();
            return;
        }
        JobWatch watch = watched.computeIfAbsent(guid, g -> new JobWatch(g, this, known == null ? null : known.job()));
        watch.add(delivery);
        if (closed) {
            watch.close(closedError(guid));
        }
    }

    @Override
    public Flow.Subscription listen(
            JobGuid guid, Consumer<JobUpdate> onUpdate, Runnable onEnd, Consumer<Throwable> onError) {
        return subscribe(guid, new ListeningSubscriber(onUpdate, onEnd, onError));
    }

    @Override
    public CompletableFuture<Job> end(JobGuid guid) {
        EndFuture future = new EndFuture();
        future.delivery = subscribe(
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

    @Override
    public Optional<Job> snapshot(JobGuid guid) {
        JobWatch watch = watched.get(guid);
        JobUpdate latest = watch == null ? null : watch.latest();
        latest = latest == null ? memory.get(guid) : latest;
        return Optional.ofNullable(latest).map(JobUpdate::job);
    }

    @Override
    public void seen(Job job) {
        memory.put(job, timekeeper);
        JobWatch watch = watched.get(job.guid());
        if (watch != null) {
            watch.seen(job);
        }
    }

    /** How many jobs are watched. */
    public int size() {
        return watched.size();
    }

    @Override
    public void close() {
        closed = true;
        watched.forEach((guid, watch) -> watch.close(closedError(guid)));
        agenda.close();
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

    List<UpdateSource> sources() {
        return sources;
    }

    StateReader states() {
        return states;
    }

    Timekeeper timekeeper() {
        return timekeeper;
    }

    WatchSettings settings() {
        return settings;
    }

    WatchEvents events() {
        return events;
    }

    Agenda agenda() {
        return agenda;
    }

    Duration reconcileDelay() {
        double jitter = 1 - RECONCILE_JITTER * timekeeper.random();
        return Duration.ofNanos((long) (settings.reconcileEvery().toNanos() * jitter));
    }

    static Throwable unwrapped(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    /** Takes a delivery out of the watch that it is in, whichever that is by then. */
    private final class Participation {
        private final JobGuid guid;
        private volatile @Nullable Delivery delivery;

        Participation(JobGuid guid) {
            this.guid = guid;
        }

        void end() {
            JobWatch watch = watched.get(guid);
            Delivery mine = delivery;
            if (watch != null && mine != null) {
                watch.remove(mine);
            }
        }
    }

    /** A future whose cancelling ends the watch behind it. */
    private static final class EndFuture extends CompletableFuture<Job> {
        private volatile @Nullable Delivery delivery;

        @Override
        public boolean cancel(boolean mayInterrupt) {
            boolean cancelled = super.cancel(mayInterrupt);
            Delivery mine = delivery;
            if (cancelled && mine != null) {
                mine.cancel();
            }
            return cancelled;
        }
    }

    /** The last updates of jobs that are no longer watched. */
    private static final class Memory {
        private final Map<JobGuid, JobUpdate> updates = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<JobGuid, JobUpdate> eldest) {
                return size() > REMEMBERED;
            }
        };

        /** The jobs whose end the listener has heard of. */
        private final Set<JobGuid> told = Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<JobGuid, Boolean> eldest) {
                return size() > REMEMBERED;
            }
        });

        /** Whether this is an end that was not asked about before. */
        synchronized boolean isNews(JobUpdate update) {
            return update.status().isFinal() && told.add(update.job().guid());
        }

        synchronized @Nullable JobUpdate get(JobGuid guid) {
            return updates.get(guid);
        }

        synchronized void put(JobGuid guid, JobUpdate update) {
            updates.put(guid, update);
        }

        synchronized void put(Job job, Timekeeper timekeeper) {
            JobUpdate before = updates.get(job.guid());
            if (before != null && before.status().isFinal() && !job.status().isFinal()) {
                return;
            }
            Job merged = before == null || !before.status().equals(job.status())
                    ? job
                    : before.job().mergedWith(job);
            int attempt =
                    Math.max(before == null ? 1 : before.attempt(), job.retry().orElse(0) + 1);
            updates.put(job.guid(), new JobUpdate(merged, attempt, STATE, timekeeper.now()));
        }
    }
}
