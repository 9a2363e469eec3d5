package io.exportcomments.spring.boot.internal;

import io.exportcomments.event.ClientEvent;
import io.exportcomments.event.ClientListener;
import io.exportcomments.job.JobUpdate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes each {@link JobUpdate} of a watched job as an application event, by one thread that ends when idle. An
 * application that is slow to listen gets the newest progress of a job in place of what it replaced, and each end.
 */
public final class JobUpdatePublisher implements ClientListener, AutoCloseable {
    private static final Log LOG = LogFactory.getLog(JobUpdatePublisher.class);

    private final ApplicationEventPublisher events;
    private final Deque<JobUpdate> waiting = new ArrayDeque<>();
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread made = new Thread(task, "exportcomments-events");
                made.setDaemon(true);
                return made;
            });

    public JobUpdatePublisher(ApplicationEventPublisher events) {
        this.events = events;
        thread.allowCoreThreadTimeOut(true);
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
    public void close() {
        thread.shutdown();
    }
}
