package io.exportcomments.internal.client;

import io.exportcomments.adapter.SystemTimekeeper;
import io.exportcomments.event.ClientListener;
import io.exportcomments.internal.call.Calls;
import io.exportcomments.internal.concurrent.CallbackThreads;
import io.exportcomments.internal.create.Creator;
import io.exportcomments.internal.download.Downloads;
import io.exportcomments.internal.log.LibraryLog;
import io.exportcomments.internal.time.TimerQueue;
import io.exportcomments.internal.watch.PacedStateReader;
import io.exportcomments.internal.watch.Watches;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.port.WebhookTransport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The parts of one client: opened here, and closed in the opposite order. */
final class ClientParts implements AutoCloseable {
    final Executor callbacks;
    final Transport transport;
    final Calls calls;
    final WebhookTransport webhooks;
    final Watches watches;
    final Creator creator;
    final Downloads downloads;
    final TimerQueue deadlines;
    final FreshJobs fresh;
    final ResultLinks links;

    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Opens all parts; if one fails to open, those opened before are closed again. */
    ClientParts(ClientSettings settings) {
        try {
            Timekeeper given = settings.timekeeper();
            Timekeeper time = given != null ? given : opened(new SystemTimekeeper());
            Executor lentCallbacks = settings.callbackExecutor();
            callbacks = lentCallbacks != null ? lentCallbacks : opened(new CallbackThreads(time));
            Executor lentWorkers = settings.workerExecutor();
            Executor workers = lentWorkers != null ? lentWorkers : opened(new WorkerThreads());
            TransportSettings connection = settings.connection();
            transport = opened(settings.transport().open(given == null ? connection.realTime(time) : connection));
            Timeouts timeouts = connection.timeouts();
            calls = opened(
                    new Calls(transport.jobs(), settings.interceptors(), time, timeouts, this::onCallbackThread));
            webhooks = calls.webhooks(transport::webhooks);
            creator = opened(new Creator(calls, time, timeouts, this::onCallbackThread));
            JobTransport background = calls.background(creator::seen);
            PacedStateReader states = opened(new PacedStateReader(background, time, settings.watchRequestsPerMinute()));
            ClientListener events = CompositeListener.of(settings.listeners());
            List<UpdateSource> sources = sources(settings, transport, background, states, time, events);
            downloads = opened(new Downloads(calls.foreground(), time, workers, transport.rows()));
            watches = opened(new Watches(sources, states, time, callbacks, settings.watching(), events));
            fresh = opened(new FreshJobs(time, this::onCallbackThread));
            links = opened(new ResultLinks(time, this::onCallbackThread));
            deadlines = new TimerQueue(time);
            toClose.push(deadlines::close);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private List<UpdateSource> sources(
            ClientSettings settings,
            Transport transport,
            JobTransport background,
            PacedStateReader states,
            Timekeeper time,
            ClientListener events) {
        UpdateContext context = new UpdateContext(
                background,
                transport.sockets(),
                states,
                time,
                events,
                settings.connection().baseUrl());
        List<UpdateSource> sources = new ArrayList<>();
        for (UpdateSourceProvider provider : settings.updates()) {
            sources.add(opened(provider.open(context)));
        }
        return sources;
    }

    private <T extends AutoCloseable> T opened(T part) {
        toClose.push(Objects.requireNonNull(part, "A provider opened nothing: it returned null"));
        return part;
    }

    /**
     * Keeps the program's code off the timekeeper's thread; once the callback threads are closed, or where there is no
     * thread to be had, it runs right here.
     */
    void onCallbackThread(Runnable task) {
        try {
            callbacks.execute(task);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            task.run();
        }
    }

    boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        while (!toClose.isEmpty()) {
            try {
                toClose.pop().close();
            } catch (Exception e) {
                LibraryLog.get().log(System.Logger.Level.WARNING, "A part of the client failed to close", e);
            }
        }
    }
}
