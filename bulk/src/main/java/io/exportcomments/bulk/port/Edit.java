package io.exportcomments.bulk.port;

import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.batch.ItemLifecycle;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.job.JobGuid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Changes a copy of an item; {@link #done} gives it. For one thread. */
public final class Edit {
    private final ItemRecord before;
    private BatchRecord batch;
    private ItemState state;
    private int attempt;
    private int failures;
    private @Nullable JobGuid job;
    private @Nullable String message;
    private @Nullable String file;
    private @Nullable String owner;
    private @Nullable Instant dueAt;
    private @Nullable Instant sentAt;
    private @Nullable Instant sendUntil;
    private int givenBack;
    private Handover handover;

    Edit(ItemRecord before) {
        this.before = before;
        batch = before.batch();
        state = before.state();
        attempt = before.attempt();
        failures = before.failures();
        job = before.job();
        message = before.message();
        file = before.file();
        owner = before.owner();
        dueAt = before.dueAt();
        sentAt = before.sentAt();
        sendUntil = before.sendUntil();
        givenBack = before.givenBack();
        handover = before.handover();
    }

    /**
     * Goes to the state that follows by the lifecycle.
     *
     * @throws IllegalStateException if the event can't happen in the item's state
     */
    public Edit event(ItemEvent event) {
        state = ItemLifecycle.next(before.state(), event)
                .orElseThrow(() -> new IllegalStateException("Not possible for " + before + ": " + event));
        handover = state.isEnd() ? Handover.DUE : Handover.NONE;
        givenBack = 0;
        return this;
    }

    /** Sets the batch as it is now. */
    public Edit of(BatchRecord present) {
        batch = present;
        return this;
    }

    /** One more attempt, sent now. */
    public Edit sent(Instant now, Instant until) {
        attempt++;
        sentAt = now;
        sendUntil = until;
        return this;
    }

    /** Sets how often the job failed. */
    public Edit failures(int count) {
        failures = count;
        return this;
    }

    /** Sets the job, or forgets it. */
    public Edit job(@Nullable JobGuid value) {
        job = value;
        return this;
    }

    /** Sets why it is as it is. */
    public Edit message(@Nullable String value) {
        message = value;
        return this;
    }

    /** Sets where the result is. */
    public Edit file(@Nullable String value) {
        file = value;
        return this;
    }

    /** Sets who has it, or that nobody has. */
    public Edit owner(@Nullable String worker) {
        owner = worker;
        return this;
    }

    /** Sets when something is to be done, or that nothing is. */
    public Edit dueAt(@Nullable Instant time) {
        dueAt = time;
        return this;
    }

    /** Given back by a worker once more. */
    public Edit givenBack() {
        givenBack++;
        return this;
    }

    /** Sets whether the end was handed over. */
    public Edit handover(Handover value) {
        handover = value;
        return this;
    }

    /** The changed item. */
    public ItemRecord done(Instant now) {
        return new ItemRecord(
                before.id(),
                batch,
                before.key(),
                before.request(),
                state,
                attempt,
                failures,
                job,
                message,
                file,
                owner,
                dueAt,
                sentAt,
                sendUntil,
                givenBack,
                handover,
                now);
    }
}
