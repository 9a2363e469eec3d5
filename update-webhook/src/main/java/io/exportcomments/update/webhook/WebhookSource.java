package io.exportcomments.update.webhook;

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

/** One client's view of a receiver's deliveries. */
final class WebhookSource implements UpdateSource {
    private static final String NAME = "webhook";

    private final Followers followers;
    private final ClientListener events;
    private final Map<JobGuid, FollowedJob> followed = new ConcurrentHashMap<>();
    private volatile boolean closed;
    private volatile boolean receiverClosed;

    WebhookSource(Followers followers, ClientListener events) {
        this.followers = followers;
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
        FollowedJob job = new FollowedJob(sink);
        // Whoever hears a delivery now finds that it is to be live first.
        job.prepare(UpdateSink::live);
        followed.put(guid, job);
        job.tell();
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
        FollowedJob follower = followed.get(job.guid());
        if (follower != null) {
            follower.tell(sink -> sink.update(Observation.event(job)));
        }
    }

    void receiverClosed() {
        receiverClosed = true;
        events.heard(new SourceChanged(NAME, SourceState.BROKEN));
        followed.values().forEach(WebhookSource::breakOff);
    }

    private static void breakOff(FollowedJob job) {
        job.tell(sink -> sink.broken(new IllegalStateException("The webhook receiver was closed")));
    }

    @Override
    public void close() {
        closed = true;
        followers.remove(this);
        followed.values().forEach(FollowedJob::cancel);
        followed.clear();
    }
}
