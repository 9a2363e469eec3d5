package io.exportcomments.internal.watch;

import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.StateReader;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads states one request at a time, within a budget. While a request is under way, or the budget is used up, wishes gather;
 * where two or more of them are likely on one page of the list, that page is read in place of each job. Where a job stands in the
 * list is remembered from the last page that had it; a job that is not where it was is looked for on the pages behind (newer jobs
 * push it there), together with the others that are; pages are read in turn, and serve whoever waits for a job on them. When the looking is about to cost more than the jobs read one by one, they
 * are, and for some readings no page is asked for them.
 */
public final class PacedStateReader implements StateReader, AutoCloseable {
    /** How many jobs a page is asked for. An assumption: the API documents do not name the largest page. */
    static final int PAGE = 100;

    /** How many pages may be in vain for a few jobs; for many, half as many as there are jobs. */
    private static final int MISSES = 3;

    /** How many readings a job that no page had is read by itself, before it is looked for again. */
    private static final int LONE_READINGS = 20;

    private static final int REMEMBERED = 100_000;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration LIST_DISTRUST = Duration.ofMinutes(5);

    private final JobTransport transport;
    private final Timekeeper timekeeper;
    private final Object lock = new Object();
    private final RequestBudget budget;
    private final Map<JobGuid, Wish> wishes = new LinkedHashMap<>();
    /** The page of a job, from 1; or, below 0, how many times more it is to be read by itself. */
    private final Map<JobGuid, Integer> pages = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JobGuid, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    private @Nullable Request underWay;
    private Timekeeper.@Nullable Timer timer;
    private long pausedUntil;
    private boolean paused;
    private int refusals;
    private int lastPage;
    private long begun;
    private long listDistrustedUntil;
    private boolean listDistrusted;
    private boolean closed;

    /** A reader that spends at most so many requests a minute, 2 or more. */
    public PacedStateReader(JobTransport transport, Timekeeper timekeeper, int requestsPerMinute) {
        this.transport = transport;
        this.timekeeper = timekeeper;
        this.budget = new RequestBudget(requestsPerMinute, timekeeper);
    }

    @Override
    public CompletableFuture<Job> read(JobGuid guid) {
        CompletableFuture<Job> reading = wish(guid);
        sendNext();
        return reading;
    }

    @Override
    public List<CompletableFuture<Job>> readTogether(List<JobGuid> guids) {
        List<CompletableFuture<Job>> readings = new ArrayList<>(guids.size());
        guids.forEach(guid -> readings.add(wish(guid)));
        sendNext();
        return readings;
    }

    private CompletableFuture<Job> wish(JobGuid guid) {
        Reading reading;
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.failedFuture(new CancellationException("The reader is closed"));
            }
            reading = new Reading(guid, begun);
            wishes.computeIfAbsent(guid, this::newWish).readings.add(reading);
        }
        return reading;
    }

    private Wish newWish(JobGuid guid) {
        Wish wish = new Wish(guid);
        int place = pageOf(guid);
        if (place < 0) {
            wish.alone = true;
            pages.put(guid, place + 1);
        }
        return wish;
    }

    private void sendNext() {
        Request request;
        synchronized (lock) {
            if (closed || underWay != null || wishes.isEmpty()) {
                return;
            }
            Duration wait = untilNext();
            if (!wait.isZero()) {
                wakeAfter(wait);
                return;
            }
            budget.spend();
            request = choose();
            underWay = request;
        }
        request.send();
    }

    private Duration untilNext() {
        Duration wait = budget.untilNext();
        if (paused) {
            Duration pause = Duration.ofNanos(pausedUntil - timekeeper.nanoTime());
            if (pause.compareTo(wait) > 0) {
                return pause;
            }
            paused = pause.toNanos() > 0;
        }
        return wait;
    }

    private void wakeAfter(Duration wait) {
        if (timer == null) {
            timer = timekeeper.schedule(wait, this::wake);
        }
    }

    private void wake() {
        synchronized (lock) {
            timer = null;
        }
        sendNext();
    }

    private Request choose() {
        Wish oldest = wishes.values().iterator().next();
        List<Wish> together = new ArrayList<>();
        if (oldest.alone || isListDistrusted()) {
            together.add(oldest);
        } else {
            lastPage = nextPage();
            for (Wish wish : wishes.values()) {
                if (!wish.alone && pageOf(wish.guid) == lastPage) {
                    together.add(wish);
                }
            }
        }
        together.forEach(wish -> wishes.remove(wish.guid));
        return new Request(++begun, together, together.size() < 2 ? 0 : lastPage);
    }

    /** The next page behind the last one that somebody wishes for, or the first: jobs that are looked for meet on the way. */
    private int nextPage() {
        int first = Integer.MAX_VALUE;
        int behind = Integer.MAX_VALUE;
        for (Wish wish : wishes.values()) {
            int page = wish.alone ? Integer.MAX_VALUE : pageOf(wish.guid);
            first = Math.min(first, page);
            behind = page > lastPage ? Math.min(behind, page) : behind;
        }
        return behind == Integer.MAX_VALUE ? first : behind;
    }

    private int pageOf(JobGuid guid) {
        int place = pages.getOrDefault(guid, 1);
        return place == 0 ? 1 : place;
    }

    private boolean isListDistrusted() {
        listDistrusted = listDistrusted && timekeeper.nanoTime() - listDistrustedUntil < 0;
        return listDistrusted;
    }

    private void finished(Request request) {
        synchronized (lock) {
            if (underWay == request) {
                underWay = null;
            }
        }
        sendNext();
    }

    private void pause(RateLimitException refusal) {
        synchronized (lock) {
            long doubled = FIRST_PAUSE.toNanos() << Math.min(refusals++, 6);
            Duration wait = refusal.retryAfter().orElse(Duration.ofNanos(Math.min(doubled, LONGEST_PAUSE.toNanos())));
            paused = true;
            pausedUntil = timekeeper.nanoTime() + wait.toNanos();
        }
    }

    /** Takes all wishes back and sends no more. */
    @Override
    public void close() {
        List<Wish> left;
        Request current;
        synchronized (lock) {
            closed = true;
            left = new ArrayList<>(wishes.values());
            wishes.clear();
            current = underWay;
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }
        left.forEach(wish -> List.copyOf(wish.readings).forEach(reading -> reading.cancel(false)));
        if (current != null) {
            current.cancel();
        }
    }

    /** All readings of one job that a single answer can serve. */
    private static final class Wish {
        private final JobGuid guid;
        private final List<Reading> readings = new ArrayList<>(1);
        private int misses;
        private boolean alone;

        Wish(JobGuid guid) {
            this.guid = guid;
        }
    }

    /** One caller's future; cancelling it takes the wish back, and the request with it when nobody else waits for that. */
    private final class Reading extends CompletableFuture<Job> {
        private final JobGuid guid;

        /** The last request that began before: its answer is too old for this reading. */
        private final long madeAfter;

        Reading(JobGuid guid, long madeAfter) {
            this.guid = guid;
            this.madeAfter = madeAfter;
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            boolean cancelled = super.cancel(mayInterrupt);
            if (cancelled) {
                takeBack(this);
            }
            return cancelled;
        }
    }

    private void takeBack(Reading reading) {
        Request idle = null;
        synchronized (lock) {
            Wish wish = wishes.get(reading.guid);
            if (wish != null && wish.readings.remove(reading)) {
                if (wish.readings.isEmpty()) {
                    wishes.remove(reading.guid);
                }
            } else if (underWay != null && underWay.isUnwanted()) {
                idle = underWay;
            }
        }
        if (idle != null) {
            idle.cancel();
        }
    }

    /** A request under way: a page, or one job where the page is 0. */
    private final class Request {
        private final long number;
        private final List<Wish> served;
        private final int page;
        /** How many of the served, from the first, nobody waits for any more. */
        private int settled;

        private volatile @Nullable CompletableFuture<?> exchange;
        private volatile boolean cancelled;

        Request(long number, List<Wish> served, int page) {
            this.number = number;
            this.served = served;
            this.page = page;
        }

        void send() {
            if (page == 0) {
                follow(transport.get(served.get(0).guid), this::read);
            } else {
                follow(transport.list(page, PAGE), this::listed);
            }
        }

        private <T> void follow(CompletableFuture<T> future, Consumer<T> onAnswer) {
            exchange = future;
            if (cancelled) {
                future.cancel(true);
            }
            future.whenComplete((answer, error) -> {
                try {
                    if (error == null) {
                        answered();
                        onAnswer.accept(answer);
                    } else {
                        failed(unwrapped(error));
                    }
                } catch (RuntimeException e) {
                    // An answer that can't be taken must not end the reading of all other jobs.
                    failed(e);
                } finally {
                    finished(this);
                }
            });
        }

        /** Goes on where it stopped, as what is done stays done: many may be cancelled one after the other. */
        boolean isUnwanted() {
            while (settled < served.size()
                    && served.get(settled).readings.stream().allMatch(CompletableFuture::isDone)) {
                settled++;
            }
            return settled == served.size();
        }

        void cancel() {
            cancelled = true;
            CompletableFuture<?> future = exchange;
            if (future != null) {
                future.cancel(true);
            }
        }

        private void answered() {
            synchronized (lock) {
                refusals = 0;
            }
        }

        private void read(Job job) {
            if (job.status().isTerminal()) {
                synchronized (lock) {
                    pages.remove(job.guid());
                }
            }
            complete(served.get(0), job);
        }

        private void listed(JobPage answer) {
            Map<JobGuid, Job> found = new LinkedHashMap<>();
            answer.jobs().forEach(job -> found.put(job.guid(), job));
            Map<Reading, Job> answers = new LinkedHashMap<>();
            List<Reading> dropped = new ArrayList<>();
            synchronized (lock) {
                found.values().forEach(job -> takeWaiting(job, answers));
                List<Wish> missed = new ArrayList<>();
                for (Wish wish : served) {
                    Job job = found.get(wish.guid);
                    if (job != null) {
                        place(job);
                        wish.readings.forEach(reading -> answers.put(reading, job));
                    } else {
                        missed.add(wish);
                    }
                }
                missed.forEach(wish -> dropped.addAll(missed(wish, answers.size() < 2, answer.isLast())));
            }
            answers.forEach(CompletableFuture::complete);
            dropped.forEach(reading -> reading.cancel(false));
        }

        /** Jobs that are looked for elsewhere, but turned up on this page. */
        private void takeWaiting(Job job, Map<Reading, Job> answers) {
            Wish waiting = wishes.get(job.guid());
            if (waiting == null || waiting.readings.stream().allMatch(reading -> reading.madeAfter >= number)) {
                return;
            }
            place(job);
            waiting.readings.removeIf(reading -> {
                boolean mine = reading.madeAfter < number;
                if (mine) {
                    answers.put(reading, job);
                }
                return mine;
            });
            if (waiting.readings.isEmpty()) {
                wishes.remove(job.guid());
            }
        }

        private void place(Job job) {
            if (job.status().isTerminal()) {
                pages.remove(job.guid());
            } else {
                pages.put(job.guid(), page);
            }
        }

        private List<Reading> missed(Wish wish, boolean inVain, boolean last) {
            wish.misses += inVain ? 1 : 0;
            if (last || wish.misses >= Math.max(MISSES, served.size() / 2)) {
                wish.alone = true;
                pages.put(wish.guid, -LONE_READINGS);
            } else {
                pages.put(wish.guid, page + 1);
            }
            return putBack(wish);
        }

        /** Lets a wish wait again; returns those for whom there is no waiting any more, as the reader was closed meanwhile. */
        private List<Reading> putBack(Wish wish) {
            wish.readings.removeIf(CompletableFuture::isDone);
            if (closed || wish.readings.isEmpty()) {
                return List.copyOf(wish.readings);
            }
            Wish newer = wishes.put(wish.guid, wish);
            if (newer != null) {
                wish.readings.addAll(newer.readings);
            }
            return List.of();
        }

        private void failed(Throwable error) {
            if (error instanceof RateLimitException refusal) {
                pause(refusal);
            }
            boolean listRefused = error instanceof InvalidRequestException || error instanceof NotFoundException;
            if (page > 0 && listRefused) {
                List<Reading> dropped = new ArrayList<>();
                synchronized (lock) {
                    listDistrusted = true;
                    listDistrustedUntil = timekeeper.nanoTime() + LIST_DISTRUST.toNanos();
                    served.forEach(wish -> dropped.addAll(putBack(wish)));
                }
                dropped.forEach(reading -> reading.cancel(false));
                return;
            }
            served.forEach(wish -> {
                List.copyOf(wish.readings).forEach(reading -> reading.completeExceptionally(error));
            });
        }

        private void complete(Wish wish, Job job) {
            List.copyOf(wish.readings).forEach(reading -> reading.complete(job));
        }
    }

    private static Throwable unwrapped(Throwable error) {
        boolean wrapped = error instanceof CompletionException && !(error instanceof ExportCommentsException);
        return wrapped && error.getCause() != null ? error.getCause() : error;
    }
}
