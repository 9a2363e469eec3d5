package io.exportcomments.campaign;

import io.exportcomments.AsyncJobHandle;
import io.exportcomments.campaign.Schedule.Ear;
import io.exportcomments.campaign.Schedule.Origin;
import io.exportcomments.campaign.Schedule.PlannedJob;
import io.exportcomments.campaign.Schedule.PlannedWatch;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.JobFailedException;
import io.exportcomments.error.JobStoppedException;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** One watch as the program has it: behaves as planned, and keeps all that it hears. */
final class Listener implements Flow.Subscriber<JobUpdate> {
    private final World world;
    private final PlannedWatch plan;
    private final Runnable onGone;
    private final int job;
    private final boolean created;
    private final int number;
    final JobGuid guid;
    final List<JobUpdate> updates = new ArrayList<>();
    final List<Throwable> errors = new ArrayList<>();
    int completions;
    int calls;
    int callsAtCancel = -1;
    boolean threw;

    Duration begunAt = Duration.ZERO;

    @Nullable Duration endHeardAt;

    private Flow.@Nullable Subscription subscription;
    private @Nullable CompletableFuture<Job> awaited;

    /** Gone is run when it leaves before the end. */
    Listener(World world, PlannedJob job, int number, JobGuid guid, PlannedWatch plan, Runnable onGone) {
        this.onGone = onGone;
        this.world = world;
        this.job = job.number();
        this.created = job.origin() == Origin.CREATED;
        this.number = number;
        this.guid = guid;
        this.plan = plan;
    }

    /** Whether this client created the job. */
    boolean created() {
        return created;
    }

    Ear ear() {
        return plan.ear();
    }

    void begin() {
        begunAt = world.elapsed();
        note("begins to listen, " + plan.ear());
        if (plan.ear() == Ear.AWAITS) {
            await();
            return;
        }
        world.client().watch(guid).subscribe(this);
        if (plan.ear() == Ear.CANCELS) {
            world.later(plan.length(), this::cancel);
        }
    }

    private void await() {
        AsyncJobHandle handle = world.client().async().job(guid);
        CompletableFuture<Job> end = handle.await(plan.length().plusMillis(1));
        awaited = end;
        end.whenComplete((found, error) -> {
            calls++;
            if (error == null) {
                note("awaited " + found.wireStatus());
            } else {
                note("awaited in vain: " + error);
                errors.add(error);
                world.heard(text(error));
                onGone.run();
            }
        });
    }

    private void note(String what) {
        world.timeline().add("job " + job + "." + number, () -> what);
    }

    void cancel() {
        Flow.Subscription mine = subscription;
        if (mine != null && callsAtCancel < 0) {
            note("cancels");
            mine.cancel();
            callsAtCancel = calls;
            onGone.run();
        }
    }

    /** Whether it left before the end, and so whether nothing may be left of its watch unless others listen. */
    boolean isGone() {
        return threw || callsAtCancel >= 0 || ranOut();
    }

    /** Whether nothing more is to be heard. */
    boolean isOver() {
        CompletableFuture<Job> mine = awaited;
        return completions > 0 || !errors.isEmpty() || threw || callsAtCancel >= 0 || (mine != null && mine.isDone());
    }

    /** Whether the deadline ended the waiting. */
    boolean ranOut() {
        return plan.ear() == Ear.AWAITS
                && errors.size() == 1
                && unwrapped(errors.get(0)) instanceof DeadlineExceededException;
    }

    static Throwable unwrapped(Throwable error) {
        Throwable cause = error.getCause();
        return error instanceof java.util.concurrent.CompletionException && cause != null ? cause : error;
    }

    /** The end that was told; null if there was none. */
    @Nullable JobStatus end() {
        if (awaited != null) {
            return awaitedEnd(awaited);
        }
        JobUpdate last = updates.isEmpty() ? null : updates.get(updates.size() - 1);
        return last != null && last.isTerminal() ? last.status() : null;
    }

    private @Nullable JobStatus awaitedEnd(CompletableFuture<Job> mine) {
        if (mine.isDone() && !mine.isCompletedExceptionally()) {
            return mine.join().status();
        }
        Throwable error = errors.isEmpty() ? null : unwrapped(errors.get(0));
        return error instanceof JobFailedException
                ? JobStatus.ERROR
                : error instanceof JobStoppedException ? JobStatus.STOPPED : null;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(plan.ear() == Ear.ONE_BY_ONE ? 1 : Long.MAX_VALUE);
    }

    @Override
    public void onNext(JobUpdate update) {
        calls++;
        note("hears " + update.job().wireStatus() + " "
                + update.progress().map(Object::toString).orElse("") + " attempt " + update.attempt() + " by "
                + update.source());
        updates.add(update);
        world.heard(update.toString());
        if (update.isTerminal() && endHeardAt == null) {
            endHeardAt = world.elapsed();
        }
        behave();
    }

    private void behave() {
        switch (plan.ear()) {
            case BLOCKS -> world.callbacks().block(plan.length());
            case THROWS -> {
                if (calls >= plan.count()) {
                    threw = true;
                    onGone.run();
                    throw new IllegalStateException("The listener throws, as it was told to");
                }
            }
            case CANCELS_INSIDE -> {
                if (calls >= plan.count()) {
                    cancel();
                }
            }
            case ONE_BY_ONE -> world.later(plan.length().dividedBy(20), this::askForOne);
            default -> {}
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
        calls++;
        note("hears the error " + error);
        errors.add(error);
        world.heard(text(error));
    }

    @Override
    public void onComplete() {
        calls++;
        completions++;
        note("hears that it is over");
    }

    static String text(Throwable error) {
        StringBuilder text = new StringBuilder();
        Throwable cause = error;
        for (int i = 0; cause != null && i < 10; i++) {
            text.append(cause).append('\n');
            cause = cause.getCause();
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "job " + job + "." + number + " (" + plan.ear() + ", "
                + guid.value().substring(0, 8) + ")";
    }
}
