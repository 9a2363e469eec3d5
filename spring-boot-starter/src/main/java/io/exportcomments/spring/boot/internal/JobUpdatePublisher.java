package io.exportcomments.spring.boot.internal;

import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.job.JobUpdate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes each {@link JobUpdate} of a watched job as an application event, by one thread that ends when idle. An
 * application that is slow to listen gets the newest progress of a job in place of what it replaced, and each end. What
 * waits when the program stops is told after the client is closed and before the listeners are, for a while.
 */
public final class JobUpdatePublisher implements ClientListener, SmartLifecycle, AutoCloseable {
    private static final Log LOG = LogFactory.getLog(JobUpdatePublisher.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(2);
    private static final int PHASE = ReopeningLifecycle.CLIENT_PHASE - 512;

    private final ApplicationEventPublisher events;
    private final Deque<JobUpdate> waiting = new ArrayDeque<>();
    private volatile @Nullable Thread publishing;
    private volatile boolean running;
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);

    public JobUpdatePublisher(ApplicationEventPublisher events) {
        this.events = events;
        thread.allowCoreThreadTimeOut(true);
    }

    private Thread thread(Runnable task) {
        Thread made = new Thread(task, "exportcomments-events");
        made.setDaemon(true);
        publishing = made;
        return made;
    }

    @Override
    public void heard(ClientEvent event) {
        if (event instanceof ClientEvent.UpdateDelivered delivered) {
            offer(delivered.update());
        }
    }

    private void offer(JobUpdate update) {
        synchronized (waiting) {
            boolean replaced = waiting.removeIf(older -> isReplacedBy(older, update));
            waiting.add(update);
            if (replaced) {
                return;
            }
        }
        try {
            thread.execute(this::publishNext);
        } catch (RejectedExecutionException e) {
            LOG.debug("An update came after the application's end: job "
                    + update.job().guid());
        }
    }

    private static boolean isReplacedBy(JobUpdate older, JobUpdate update) {
        return !older.isTerminal() && older.job().guid().equals(update.job().guid());
    }

    private void publishNext() {
        JobUpdate next = next();
        if (next != null) {
            try {
                events.publishEvent(next);
            } catch (RuntimeException e) {
                LOG.warn(
                        "An application listener failed on an update of job "
                                + next.job().guid(),
                        e);
            }
        }
    }

    private @Nullable JobUpdate next() {
        synchronized (waiting) {
            return waiting.poll();
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** A listener may be what stops the program: it can't wait for itself. */
    @Override
    public void stop() {
        running = false;
        if (Thread.currentThread() == publishing) {
            return;
        }
        try {
            thread.submit(() -> {}).get(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("The application's listeners did not take all updates in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** As the client's: a context that tests share is paused between them. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    /** After the client, whose last updates these are. */
    @Override
    public int getPhase() {
        return PHASE;
    }

    /** From now on there are no listeners any more. */
    @Override
    public void close() {
        thread.shutdown();
        synchronized (waiting) {
            waiting.clear();
        }
    }
}
