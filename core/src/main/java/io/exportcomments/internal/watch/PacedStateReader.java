package io.exportcomments.internal.watch;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.internal.watch.PendingReads.PendingRead;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.StateReader;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads states one request at a time, within a budget. While a request is under way, or the budget is used up, wishes
 * gather; where two or more of them are likely on one page of the list, that page is read in place of each job. Pages
 * are read in turn, and serve whoever waits for a job on them. When looking for jobs in the list is about to cost more
 * than reading them one by one, that is done, and for some readings no page is asked for them.
 */
public final class PacedStateReader implements StateReader, AutoCloseable {
    /** How many jobs a page is asked for. An assumption: the API documents do not name the largest page. */
    static final int PAGE = 100;

    private final JobTransport transport;
    private final Timekeeper timekeeper;
    private final Object lock = new Object();
    private final ReadingPace pace;
    private final ListPlaces places;
    private final PendingReads pending;
    private final Consumer<Reading> takingBack = this::takeBack;
    private @Nullable Request underWay;
    private Timekeeper.@Nullable Timer timer;
    private long begun;
    private boolean closed;

    /** A reader that spends at most so many requests a minute, 2 or more. */
    public PacedStateReader(JobTransport transport, Timekeeper timekeeper, int requestsPerMinute) {
        this.transport = transport;
        this.timekeeper = timekeeper;
        this.pace = new ReadingPace(timekeeper, requestsPerMinute);
        this.places = new ListPlaces(timekeeper);
        this.pending = new PendingReads(places);
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
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.failedFuture(new CancellationException("The reader is closed"));
            }
            Reading reading = new Reading(guid, begun, takingBack);
            pending.add(reading);
            return reading;
        }
    }

    private void sendNext() {
        Request request;
        synchronized (lock) {
            if (closed || underWay != null || pending.isEmpty()) {
                return;
            }
            Duration wait = pace.untilNext();
            if (!wait.isZero()) {
                wakeAfter(wait);
                return;
            }
            pace.spend();
            List<PendingRead> served = pending.takeNext();
            int page = served.size() < 2 ? 0 : places.pageOf(served.get(0).guid());
            request = new Request(++begun, served, page);
            underWay = request;
        }
        request.send();
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

    private void finished(Request request) {
        synchronized (lock) {
            if (underWay == request) {
                underWay = null;
            }
        }
        sendNext();
    }

    private void takeBack(Reading reading) {
        Request idle = null;
        synchronized (lock) {
            if (!pending.remove(reading) && underWay != null && underWay.isUnwanted()) {
                idle = underWay;
            }
        }
        if (idle != null) {
            idle.cancel();
        }
    }

    /** Takes all wishes back and sends no more. */
    @Override
    public void close() {
        Request current;
        synchronized (lock) {
            closed = true;
            current = underWay;
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }
        dropPending();
        if (current != null) {
            current.cancel();
        }
    }

    /** Once the reader is closed, nobody waits. */
    private void dropPending() {
        List<PendingRead> left;
        synchronized (lock) {
            if (!closed) {
                return;
            }
            left = pending.takeAll();
        }
        left.forEach(read -> read.readings().forEach(reading -> reading.cancel(false)));
    }

    /** A request under way: a page, or one job where the page is 0. */
    private final class Request {
        private final long number;
        private final List<PendingRead> served;
        private final int page;
        /** How many of the served, from the first, nobody waits for any more. */
        private int settled;

        private volatile @Nullable CompletableFuture<?> exchange;
        private volatile boolean cancelled;

        Request(long number, List<PendingRead> served, int page) {
            this.number = number;
            this.served = served;
            this.page = page;
        }

        void send() {
            if (page == 0) {
                follow(transport.get(served.get(0).guid()), this::read);
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
                        onAnswer.accept(answer);
                    } else {
                        failed(Failures.unwrap(error));
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
            while (settled < served.size() && served.get(settled).isUnwanted()) {
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

        private void read(Job job) {
            synchronized (lock) {
                pace.answered();
                places.read(job);
            }
            served.get(0).readings().forEach(reading -> reading.complete(job));
        }

        private void listed(JobPage answer) {
            Map<Reading, Job> answers;
            synchronized (lock) {
                pace.answered();
                answers = pending.listed(answer, page, number, served);
                places.pageRead();
            }
            answers.forEach(CompletableFuture::complete);
            dropPending();
        }

        private void failed(Throwable error) {
            boolean listIsToBlame;
            synchronized (lock) {
                if (error instanceof RateLimitException refusal) {
                    pace.refused(refusal);
                }
                listIsToBlame = page > 0 && places.isToBlame(error);
                if (listIsToBlame) {
                    places.distrust();
                    served.forEach(pending::putBack);
                }
            }
            if (listIsToBlame) {
                dropPending();
            } else {
                served.forEach(read -> read.readings().forEach(reading -> reading.completeExceptionally(error)));
            }
        }
    }
}
