package io.exportcomments.campaign.processes;

import io.exportcomments.ExportComments;
import io.exportcomments.campaign.Schedule.Ear;
import io.exportcomments.campaign.Schedule.PlannedWatch;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobProgress;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One watch of the client's: behaves as planned, and tells all that it hears. */
final class ProgramListener implements Flow.Subscriber<JobUpdate> {
    private final ExportComments client;
    private final ScheduledExecutorService later;
    private final PlannedWatch plan;
    private final JobGuid guid;
    private final String name;
    private final BiConsumer<JobGuid, JobStatus> onEnd;
    private final Object lock = new Object();
    private Flow.@Nullable Subscription subscription;
    private int calls;
    private boolean left;

    /** Name is what lines name it by. */
    ProgramListener(
            ExportComments client,
            ScheduledExecutorService later,
            PlannedWatch plan,
            JobGuid guid,
            String name,
            BiConsumer<JobGuid, JobStatus> onEnd) {
        this.client = client;
        this.later = later;
        this.plan = plan;
        this.guid = guid;
        this.name = name;
        this.onEnd = onEnd;
    }

    void begin() {
        Out.line("watch", name, guid, plan.ear());
        if (plan.ear() == Ear.AWAITS) {
            client.async()
                    .await(guid, plan.length().plusSeconds(1))
                    .whenComplete((job, error) ->
                            Out.line("awaited", name, error == null ? job.status() + " " : Out.of(error)));
            return;
        }
        client.watch(guid).subscribe(this);
        if (plan.ear() == Ear.CANCELS) {
            later.schedule(this::cancel, plan.length().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void cancel() {
        Flow.Subscription mine = subscription;
        if (mine != null) {
            mine.cancel();
            leave("cancelled");
        }
    }

    private void leave(String how) {
        synchronized (lock) {
            if (!left) {
                left = true;
                Out.line(how, name);
            }
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(plan.ear() == Ear.ONE_BY_ONE ? 1 : Long.MAX_VALUE);
    }

    @Override
    public void onNext(JobUpdate update) {
        calls++;
        Out.line(
                "told",
                name,
                update.attempt(),
                update.status(),
                update.progress().map(JobProgress::exported).orElse(0L),
                Fingerprint.of(update.job()),
                update.source(),
                update.job().guid().equals(guid) && update.job().retry().isPresent());
        if (update.isTerminal()) {
            onEnd.accept(guid, update.status());
        }
        switch (plan.ear()) {
            case BLOCKS -> block();
            case THROWS -> {
                if (calls >= plan.count()) {
                    leave("threw");
                    throw new IllegalStateException("The listener throws, as it was told to");
                }
            }
            case CANCELS_INSIDE -> {
                if (calls >= plan.count()) {
                    cancel();
                }
            }
            case ONE_BY_ONE -> later.schedule(this::askForOne, plan.length().toMillis() / 50, TimeUnit.MILLISECONDS);
            default -> {}
        }
    }

    private void block() {
        try {
            TimeUnit.MILLISECONDS.sleep(plan.length().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void askForOne() {
        Flow.Subscription mine = subscription;
        if (mine != null) {
            mine.request(1);
        }
    }

    @Override
    public void onError(Throwable error) {
        Out.line("error", name, Out.of(error));
    }

    @Override
    public void onComplete() {
        Out.line("over", name);
    }
}
