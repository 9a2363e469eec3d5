package io.exportcomments.internal.client;

import io.exportcomments.adapter.LogText;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.internal.concurrent.Chain;
import io.exportcomments.internal.log.LibraryLog;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The jobs and batches that this client created just now. Replicas of the service may not know one for some seconds, so
 * that a call about it that finds nothing is repeated until it is old enough. Thread-safe.
 */
final class FreshJobs implements AutoCloseable {
    private static final Duration LAG = Duration.ofSeconds(40);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
    private static final int REMEMBERED = 1_000;

    private final Timekeeper time;
    private final Executor aside;
    private final Set<Chain<?>> asked = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private final Map<Object, Long> created = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param aside runs what a timer triggers, off the timekeeper's thread
     */
    FreshJobs(Timekeeper time, Executor aside) {
        this.time = time;
        this.aside = aside;
    }

    /** This client created the job just now. */
    void add(JobGuid guid) {
        note(guid);
    }

    /** This client created the batch just now. */
    void add(BatchId id) {
        note(id);
    }

    private void note(Object id) {
        synchronized (created) {
            created.put(id, time.nanoTime());
        }
    }

    /** Makes a call about a job, more than once if the job is fresh and the service itself does not find it. */
    <T> CompletableFuture<T> ask(JobGuid guid, Supplier<CompletableFuture<T>> call) {
        return ask("job", guid, call);
    }

    /** Makes a call about a batch, as one about a job. */
    <T> CompletableFuture<T> ask(BatchId id, Supplier<CompletableFuture<T>> call) {
        return ask("batch", id, call);
    }

    private <T> CompletableFuture<T> ask(String what, Object id, Supplier<CompletableFuture<T>> call) {
        if (!isFresh(id, FIRST_PAUSE)) {
            return call.get();
        }
        Chain<T> chain = new Chain<>();
        asked.add(chain);
        chain.whenComplete((answer, failure) -> asked.remove(chain));
        ask(chain, what, id, call, FIRST_PAUSE);
        return chain;
    }

    private <T> void ask(Chain<T> chain, String what, Object id, Supplier<CompletableFuture<T>> call, Duration pause) {
        if (chain.isDone()) {
            return;
        }
        chain.step(call.get(), chain::complete, failure -> {
            boolean lags =
                    failure instanceof NotFoundException known && known.provesNothingTaken() && isFresh(id, pause);
            if (!lags || closed) {
                chain.completeExceptionally(failure);
                return;
            }
            LibraryLog.get()
                    .log(
                            System.Logger.Level.INFO,
                            "The service does not find " + what + " " + id
                                    + " yet, which was created just now; asking again in " + pause.toSeconds() + " s: "
                                    + LogText.messageOf(failure));
            Duration doubled = pause.multipliedBy(2);
            Duration next = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            Timekeeper.Timer timer = time.schedule(pause, () -> aside.execute(() -> ask(chain, what, id, call, next)));
            chain.whenComplete((answer, error) -> timer.cancel());
        });
    }

    private boolean isFresh(Object id, Duration pause) {
        Long since;
        synchronized (created) {
            since = created.get(id);
        }
        return since != null && time.nanoTime() + pause.toNanos() - since <= LAG.toNanos();
    }

    /** Ends all calls with a {@link ClientClosedException}. Closing twice is fine. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(asked)
                .forEach(chain -> chain.completeExceptionally(new ClientClosedException(ErrorContext.NONE, null)));
    }
}
