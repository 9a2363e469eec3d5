package io.exportcomments.internal.list;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;

/** The Reactive Streams TCK over a list of jobs. */
public class JobsPublisherTest extends FlowPublisherVerification<Job> {
    private static final int LIMIT = 7;
    private final ExecutorService callbacks = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tck-callbacks");
        thread.setDaemon(true);
        return thread;
    });

    public JobsPublisherTest() {
        super(new TestEnvironment(300, 50));
    }

    @AfterClass
    public void stopCallbacks() {
        callbacks.shutdownNow();
    }

    @Override
    public Flow.Publisher<Job> createFlowPublisher(long elements) {
        return new JobsPublisher(
                (page, limit) -> CompletableFuture.completedFuture(page(page, limit, elements)), LIMIT, callbacks);
    }

    private static JobPage page(int page, int limit, long elements) {
        List<Job> jobs = new ArrayList<>();
        for (long i = (long) (page - 1) * limit; i < Math.min(elements, (long) page * limit); i++) {
            jobs.add(Job.builder(JobGuid.of("job-" + i), JobStatus.DONE).build());
        }
        return new JobPage(jobs, page, limit, OptionalLong.empty());
    }

    @Override
    public Flow.Publisher<Job> createFailedFlowPublisher() {
        ExecutorService closed = Executors.newSingleThreadExecutor();
        closed.shutdown();
        return new JobsPublisher(
                (page, limit) -> CompletableFuture.completedFuture(page(page, limit, 0)), LIMIT, closed);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1_000;
    }
}
