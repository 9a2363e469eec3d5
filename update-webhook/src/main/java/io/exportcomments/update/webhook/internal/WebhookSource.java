package io.exportcomments.update.webhook.internal;

import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.event.ClientEvent.PushIgnored;
import io.exportcomments.event.ClientEvent.SourceChanged;
import io.exportcomments.event.ClientListener;
import io.exportcomments.event.SourceState;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobEvent;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Observation;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.port.UpdateSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** One client's view of a receiver's deliveries. */
public final class WebhookSource implements UpdateSource {
    private static final String NAME = "webhook";

    private final WebhookSources sources;
    private final ClientListener events;
    private final Map<JobGuid, Followed> followed = new ConcurrentHashMap<>();
    private volatile boolean closed;
    private volatile boolean receiverClosed;

    /** A source that is still to be added to those of the receiver. */
    public WebhookSource(WebhookSources sources, ClientListener events) {
        this.sources = sources;
        this.events = events;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Subscription follow(JobGuid guid, UpdateSink sink) {
        if (closed) {
            sink.broken(new ClientClosedException(ErrorContext.of(guid), null));
            return () -> {};
        }
        Followed job = new Followed(sink);
        // Whoever brings a delivery from now on finds that the job is told to be live first.
        job.tell(each -> {
            followed.put(guid, job);
            each.live();
        });
        if (receiverClosed) {
            breakOff(job);
        }
        return () -> {
            job.cancel();
            followed.remove(guid, job);
        };
    }

    void heard(JobEvent event) {
        if (event.job().isEmpty()) {
            events.heard(new PushIgnored(NAME, "no-job"));
            return;
        }
        Job job = event.job().get();
        Followed follower = followed.get(job.guid());
        if (follower != null) {
            follower.tell(sink -> sink.update(Observation.event(job)));
        }
    }

    /** One that was just added may be told twice, or of an opening alone. */
    void receiverClosed() {
        if (receiverClosed) {
            return;
        }
        receiverClosed = true;
        events.heard(new SourceChanged(NAME, SourceState.BROKEN));
        followed.values().forEach(WebhookSource::breakOff);
    }

    void receiverReopened() {
        if (!receiverClosed) {
            return;
        }
        receiverClosed = false;
        events.heard(new SourceChanged(NAME, SourceState.IDLE));
    }

    private static void breakOff(Followed job) {
        job.tell(sink -> sink.broken(new IllegalStateException("The webhook receiver was closed")));
    }

    @Override
    public void close() {
        closed = true;
        sources.remove(this);
        followed.values().forEach(Followed::cancel);
        followed.clear();
    }

    /** Tells one sink what it has to hear, by one thread at a time and in order; nothing after it was cancelled. */
    private static final class Followed {
        private final UpdateSink sink;
        private final SerialExecutor executor = new SerialExecutor();
        private volatile boolean cancelled;

        Followed(UpdateSink sink) {
            this.sink = sink;
        }

        void tell(Consumer<UpdateSink> item) {
            executor.execute(() -> {
                if (!cancelled) {
                    item.accept(sink);
                }
            });
        }

        void cancel() {
            cancelled = true;
        }
    }
}
