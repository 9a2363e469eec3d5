package io.exportcomments.testkit.update;

import io.exportcomments.internal.call.Calls;
import io.exportcomments.internal.concurrent.CallbackThreads;
import io.exportcomments.internal.watch.PacedStateReader;
import io.exportcomments.internal.watch.WatchObserver;
import io.exportcomments.internal.watch.WatchSettings;
import io.exportcomments.internal.watch.Watches;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.MockService;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.port.UpdateContext;
import io.exportcomments.port.UpdateSource;
import io.exportcomments.port.UpdateSourceProvider;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The client of a simulation. */
final class SimulatedClient implements AutoCloseable {
    private final Transport transport;
    private final Calls calls;
    private final CallbackThreads own;
    private final PacedStateReader states;
    private final List<UpdateSource> sources;
    private final Watches watches;

    SimulatedClient(
            MockService mock,
            TransportProvider provider,
            List<UpdateSourceProvider> updates,
            Plan plan,
            Timekeeper time,
            TransportInterceptor interceptor,
            @Nullable Executor callbacks) {
        transport = provider.open(
                new TransportSettings(mock.baseUrl(), ApiToken.of(mock.token()), Timeouts.DEFAULT, "simulation"));
        own = new CallbackThreads(time);
        Executor executor = callbacks == null ? own : callbacks;
        calls = new Calls(transport.jobs(), List.of(interceptor), time, Timeouts.DEFAULT, executor);
        states = new PacedStateReader(calls.background(), time, plan.requestsPerMinute() / 2);
        UpdateContext context = new UpdateContext(calls.background(), states, time);
        sources = updates.stream().map(source -> source.open(context)).toList();
        watches = new Watches(sources, states, time, executor, WatchSettings.DEFAULT, WatchObserver.NONE);
    }

    void watch(JobGuid guid, Watched subscriber) {
        watches.updates(guid).subscribe(subscriber);
    }

    CompletableFuture<Job> end(JobGuid guid) {
        return watches.end(guid);
    }

    @Override
    public void close() {
        watches.close();
        sources.forEach(UpdateSource::close);
        states.close();
        calls.close();
        transport.close();
        own.close();
    }
}
