package io.exportcomments.policy.resilience4j.internal.limit;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.Sent;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.Plan;
import io.exportcomments.policy.resilience4j.internal.flow.Work;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls go as the plan allows, first come, first served: a call overtakes only those that wait for a limit which it does not need.
 * Nobody sleeps: what waits is a future in a queue, and one timer wakes the queue. Thread-safe; nothing is called with the lock held.
 */
public final class Turnstile implements TransportInterceptor {
    /** What the limit on jobs that run or wait is called. */
    static final String PLACES = "exports";

    private final Timekeeper time;
    private final ClientListener listener;
    private final Object lock = new Object();
    private final Map<Quota, SlidingLog> logs = new EnumMap<>(Quota.class);
    private final Map<Lane, NavigableMap<Long, Waiting<?>>> lanes = new EnumMap<>(Lane.class);
    private final Places places;
    private final Pauses pauses = new Pauses();
    private final Deque<Waiting<?>> free = new ArrayDeque<>();
    private long arrivals;
    private boolean sending;
    private Timekeeper.@Nullable Timer timer;
    private long timerAt;

    /**
     * A turnstile.
     *
     * @param floor how many requests a minute the watches can have at least
     * @param ceiling how many they can have at most
     * @param forgetAfter after how long without news a job counts as ended
     */
    public Turnstile(
            Plan plan, int floor, int ceiling, Duration forgetAfter, Timekeeper time, ClientListener listener) {
        this.time = time;
        this.listener = listener;
        Duration minute = Duration.ofMinutes(1);
        logs.put(Quota.REQUESTS, new SlidingLog(plan.requestsPerMinute(), minute));
        logs.put(Quota.FOREGROUND, new SlidingLog(plan.requestsPerMinute() - floor, minute));
        logs.put(Quota.BACKGROUND, new SlidingLog(ceiling, minute));
        logs.put(Quota.CREATIONS, new SlidingLog(plan.creationsPerThreeMinutes(), Duration.ofMinutes(3)));
        logs.put(Quota.JOBS, new SlidingLog(plan.jobsPerFiveMinutes(), Duration.ofMinutes(5)));
        logs.put(Quota.DAY, new SlidingLog(plan.creationsPerDay(), Duration.ofDays(1)));
        long most = (long) plan.runningExports() + plan.queuedExports();
        places = new Places((int) Math.min(most, Integer.MAX_VALUE), forgetAfter);
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new TreeMap<>());
        }
    }

    @Override
    public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
        Waiting<T> waiting = new Waiting<>(call, chain);
        RateLimitException tooLong = enter(waiting);
        if (tooLong != null) {
            waiting.completeExceptionally(tooLong);
            return waiting;
        }
        waiting.step(() -> leave(waiting));
        letGo();
        tell(waiting.lane);
        return waiting;
    }

    private @Nullable RateLimitException enter(Waiting<?> waiting) {
        synchronized (lock) {
            long now = time.nanoTime();
            Lane lane = waiting.lane;
            long wait = untilTurn(lane, now);
            if (waiting.call.deadline().isPresent()
                    && wait > waiting.call.deadline().getAsLong() - now) {
                return tooLong(waiting.call, longest(lane, now), Duration.ofNanos(wait));
            }
            waiting.number = arrivals++;
            queue(lane).put(waiting.number, waiting);
        }
        return null;
    }

    private static RateLimitException tooLong(TransportCall call, RateLimit limit, Duration wait) {
        ErrorContext context =
                ErrorContext.of(call.operation(), call.guid().orElse(null)).refusedWait(wait);
        return new RateLimitException(context, limit, Optional.of(wait), null);
    }

    /** How long a newcomer to the lane has to wait at least: until those before it went, and then until the limits allow one more. */
    private long untilTurn(Lane lane, long now) {
        long wait = pauses.left(lane, now);
        for (Quota quota : lane.needs()) {
            wait = Math.max(wait, log(quota).untilFree(now, queue(lane).size()));
        }
        return wait;
    }

    private RateLimit longest(Lane lane, long now) {
        long longest = pauses.left(lane, now);
        RateLimit limit = longest > 0 ? pauses.why(lane) : null;
        for (Quota quota : lane.needs()) {
            long wait = log(quota).untilFree(now, queue(lane).size());
            if (wait > longest || limit == null) {
                longest = wait;
                limit = quota.limit();
            }
        }
        return limit == null ? RateLimit.UNKNOWN : limit;
    }

    private void leave(Waiting<?> waiting) {
        synchronized (lock) {
            queue(waiting.lane).remove(waiting.number, waiting);
        }
        letGo();
        tell(waiting.lane);
    }

    /** Lets all go that may. One thread sends at a time, so that they leave in their order and no chain of answers grows the stack. */
    private void letGo() {
        synchronized (lock) {
            long now = time.nanoTime();
            for (Waiting<?> next = firstThatMay(now); next != null; next = firstThatMay(now)) {
                begin(next, now);
                free.add(next);
            }
            arm(now);
            if (sending) {
                return;
            }
            sending = true;
        }
        for (Waiting<?> next = nextFree(); next != null; next = nextFree()) {
            next.go();
        }
    }

    private @Nullable Waiting<?> nextFree() {
        synchronized (lock) {
            Waiting<?> next = free.poll();
            sending = next != null;
            return next;
        }
    }

    private @Nullable Waiting<?> firstThatMay(long now) {
        Waiting<?> first = null;
        for (Lane lane : Lane.values()) {
            NavigableMap<Long, Waiting<?>> queue = queue(lane);
            if (!queue.isEmpty() && mayGo(lane, now)) {
                Waiting<?> head = queue.firstEntry().getValue();
                first = first == null || head.number < first.number ? head : first;
            }
        }
        return first;
    }

    private boolean mayGo(Lane lane, long now) {
        boolean place = !lane.startsJobs() || places.left(now) > 0;
        return place
                && pauses.left(lane, now) == 0
                && lane.needs().stream().allMatch(quota -> log(quota).left(now) > 0);
    }

    private void begin(Waiting<?> next, long now) {
        queue(next.lane).remove(next.number);
        next.begun = now;
        next.lane.needs().forEach(quota -> log(quota).begin());
        if (next.lane.startsJobs()) {
            places.starts();
        }
    }

    private void arm(long now) {
        long soonest = Long.MAX_VALUE;
        for (Lane lane : Lane.values()) {
            if (!queue(lane).isEmpty()) {
                soonest = Math.min(soonest, untilHeadMay(lane, now));
            }
        }
        if (soonest == Long.MAX_VALUE) {
            disarm();
        } else if (timer == null || timerAt != now + soonest) {
            disarm();
            timerAt = now + soonest;
            timer = time.schedule(Duration.ofNanos(soonest), this::wake);
        }
    }

    private long untilHeadMay(Lane lane, long now) {
        long wait = pauses.left(lane, now);
        for (Quota quota : lane.needs()) {
            wait = Math.max(wait, log(quota).untilFree(now, 0));
        }
        boolean full = lane.startsJobs() && places.left(now) == 0;
        return full ? Math.max(wait, places.untilForgotten(now)) : wait;
    }

    private void disarm() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void wake() {
        synchronized (lock) {
            timer = null;
        }
        letGo();
        tell(null);
    }

    private void ended(Waiting<?> call, @Nullable Object answer, @Nullable Throwable failure) {
        long pause;
        synchronized (lock) {
            long now = time.nanoTime();
            pause = failure instanceof RateLimitException refusal ? refused(refusal, now) : 0;
            boolean sent = !(failure instanceof ConnectionException broken && broken.sent() == Sent.NO);
            for (Quota quota : call.lane.needs()) {
                if (sent && !(quota.countsJobs() && isRefusal(failure))) {
                    log(quota).end(now);
                } else {
                    log(quota).undo();
                }
            }
            look(answer, call.begun, now);
            if (call.lane.startsJobs()) {
                places.started();
            }
        }
        if (pause > 0) {
            listener.heard(new ClientEvent.AccountPaused(Duration.ofNanos(pause)));
        }
        letGo();
        tell(call.lane);
    }

    private long refused(RateLimitException refusal, long now) {
        if (refusal.context().httpStatus().isEmpty()) {
            return 0;
        }
        long wait = refusal.retryAfter().map(Duration::toNanos).orElse(0L);
        switch (refusal.limit()) {
            case REQUESTS_PER_MINUTE -> log(Quota.REQUESTS).reached(now, wait);
            case CREATIONS_PER_DAY -> log(Quota.DAY).reached(now, wait);
            default -> {}
        }
        return pauses.refused(refusal, now);
    }

    private static boolean isRefusal(@Nullable Throwable failure) {
        return failure instanceof ExportCommentsException known && known.provesNothingTaken();
    }

    private void look(@Nullable Object answer, long asked, long now) {
        if (answer != null) {
            pauses.answered();
        }
        if (answer instanceof Job job) {
            places.seen(job, asked, now);
        } else if (answer instanceof JobPage page) {
            page.jobs().forEach(job -> places.seen(job, asked, now));
        }
    }

    /** A job was seen by another way than an answer. */
    public void seen(Job job) {
        synchronized (lock) {
            long now = time.nanoTime();
            places.seen(job, now, now);
        }
        letGo();
        tell(Lane.CREATING);
    }

    /** Tells how the limits of a lane stand, or all of them. */
    private void tell(@Nullable Lane lane) {
        if (listener == ClientListener.NONE) {
            return;
        }
        List<ClientEvent> news = new ArrayList<>();
        synchronized (lock) {
            long now = time.nanoTime();
            for (Quota quota : lane == null ? List.copyOf(logs.keySet()) : lane.needs()) {
                if (!log(quota).isNone()) {
                    news.add(new ClientEvent.LimitChanged(
                            quota.label(), log(quota).left(now), waitingFor(quota)));
                }
            }
            if (lane == null || lane.startsJobs()) {
                int waiting = queue(Lane.CREATING).size() + queue(Lane.RETRYING).size();
                news.add(new ClientEvent.LimitChanged(PLACES, places.left(now), waiting));
            }
        }
        news.forEach(listener::heard);
    }

    private int waitingFor(Quota quota) {
        int waiting = 0;
        for (Lane lane : Lane.values()) {
            waiting += lane.needs().contains(quota) ? queue(lane).size() : 0;
        }
        return waiting;
    }

    private SlidingLog log(Quota quota) {
        SlidingLog log = logs.get(quota);
        if (log == null) {
            throw new IllegalStateException("No log for " + quota);
        }
        return log;
    }

    private NavigableMap<Long, Waiting<?>> queue(Lane lane) {
        NavigableMap<Long, Waiting<?>> queue = lanes.get(lane);
        if (queue == null) {
            throw new IllegalStateException("No queue for " + lane);
        }
        return queue;
    }

    /** A call in the queue, and later on its way. */
    private final class Waiting<T> extends Work<T> {
        private final TransportCall call;
        private final Chain<T> chain;
        private final Lane lane;
        private long number;
        private long begun;

        Waiting(TransportCall call, Chain<T> chain) {
            this.call = call;
            this.chain = chain;
            this.lane = Lane.of(call);
        }

        void go() {
            if (isDone()) {
                ended(this, null, new ConnectionException(ErrorContext.NONE, Sent.NO, false, "cancelled", null));
                return;
            }
            CompletableFuture<T> exchange = proceed(chain);
            step(() -> exchange.cancel(true));
            exchange.whenComplete((answer, failure) -> {
                try {
                    ended(this, answer, failure == null ? null : unwrapped(failure));
                } finally {
                    take(answer, failure);
                }
            });
        }
    }
}
