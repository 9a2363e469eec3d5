package io.exportcomments.internal.watch;

import io.exportcomments.event.ClientListener;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.port.Observation;
import io.exportcomments.port.UpdateSink;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;

/** The Reactive Streams TCK over the updates of a job whose course goes on as fast as the subscriber takes it. */
public class WatchPublisherTest extends FlowPublisherVerification<JobUpdate> {
    private static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");
    private final ExecutorService callbacks = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tck-callbacks");
        thread.setDaemon(true);
        return thread;
    });

    public WatchPublisherTest() {
        super(new TestEnvironment(300, 50));
    }

    @AfterClass
    public void stopCallbacks() {
        callbacks.shutdownNow();
    }

    @Override
    public Flow.Publisher<JobUpdate> createFlowPublisher(long elements) {
        ScriptedSource source = ScriptedSource.liveAtOnce("scripted");
        ScriptedStates states =
                new ScriptedStates(guid -> Job.builder(guid, elements == 1 ? JobStatus.DONE : JobStatus.PROGRESS)
                        .totalExported(1L)
                        .build());
        Watches watches = new Watches(
                List.of(source), states, new VirtualTime(), callbacks, WatchSettings.DEFAULT, ClientListener.NONE);
        return subscriber -> watches.updates(GUID).subscribe(new Feeding(subscriber, source, elements));
    }

    /** The job's next step happens when the last one was delivered, since a watch keeps only the newest progress. */
    private static final class Feeding implements Flow.Subscriber<JobUpdate> {
        private final Flow.Subscriber<? super JobUpdate> subscriber;
        private final ScriptedSource source;
        private final long elements;
        private long delivered;

        Feeding(Flow.Subscriber<? super JobUpdate> subscriber, ScriptedSource source, long elements) {
            this.subscriber = java.util.Objects.requireNonNull(subscriber);
            this.source = source;
            this.elements = elements;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(JobUpdate update) {
            subscriber.onNext(update);
            delivered++;
            JobStatus next = delivered + 1 == elements ? JobStatus.DONE : JobStatus.PROGRESS;
            Job job = Job.builder(GUID, next).totalExported(delivered + 1).build();
            List<UpdateSink> sinks = List.copyOf(source.sinks.values());
            sinks.forEach(sink -> sink.update(Observation.event(job)));
        }

        @Override
        public void onError(Throwable error) {
            subscriber.onError(error);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }
    }

    @Override
    public Flow.Publisher<JobUpdate> createFailedFlowPublisher() {
        Watches closed = new Watches(
                List.of(),
                guid -> new CompletableFuture<>(),
                new VirtualTime(),
                callbacks,
                WatchSettings.DEFAULT,
                ClientListener.NONE);
        closed.close();
        return closed.updates(GUID);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 10_000;
    }
}
