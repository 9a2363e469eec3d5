package io.exportcomments.internal.watch;

import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

/** A subscriber that keeps all it hears. */
class Recorder implements Flow.Subscriber<JobUpdate> {
    final List<JobUpdate> updates = new ArrayList<>();
    Flow.Subscription subscription;
    Throwable error;
    int completions;
    long firstDemand = Long.MAX_VALUE;

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (firstDemand > 0) {
            given.request(firstDemand);
        }
    }

    @Override
    public void onNext(JobUpdate update) {
        updates.add(update);
    }

    @Override
    public void onError(Throwable cause) {
        error = cause;
    }

    @Override
    public void onComplete() {
        completions++;
    }

    List<JobStatus> statuses() {
        return updates.stream().map(JobUpdate::status).toList();
    }

    List<Long> counts() {
        return updates.stream()
                .filter(u -> u.progress().isPresent())
                .map(u -> u.progress().get().exported())
                .toList();
    }
}
