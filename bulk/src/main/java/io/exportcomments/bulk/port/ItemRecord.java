package io.exportcomments.bulk.port;

import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An item as it is stored, all times by the store's clock.
 *
 * @param id its number in the store
 * @param batch its batch, as it was when the item was read
 * @param key what tells exports apart: equal for equal requests, 1 to 64 characters
 * @param request what is to be exported; its options may hold cookies, which are secrets
 * @param state how far it is
 * @param attempt how often it was sent; whoever settles a sending says which one
 * @param failures how often its job has failed
 * @param job its job; unique in the store
 * @param message why it is as it is
 * @param file where its result was put
 * @param owner the worker that has it in its hands; null if none has
 * @param dueAt when something is to be done with it, if no worker has it; null for never
 * @param sentAt when it was last sent
 * @param sendUntil when that sending is over at the latest
 * @param givenBack how often a worker gave it back since its state changed
 * @param handover whether its end was handed over
 * @param changedAt when it last changed
 */
public record ItemRecord(
        long id,
        BatchRecord batch,
        String key,
        ExportRequest request,
        ItemState state,
        int attempt,
        int failures,
        @Nullable JobGuid job,
        @Nullable String message,
        @Nullable String file,
        @Nullable String owner,
        @Nullable Instant dueAt,
        @Nullable Instant sentAt,
        @Nullable Instant sendUntil,
        int givenBack,
        Handover handover,
        Instant changedAt) {
    private static final int LONGEST_MESSAGE = 500;

    /** Checks what must be there, and makes of the message what every database takes. */
    public ItemRecord {
        Objects.requireNonNull(batch, "batch");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(handover, "handover");
        Objects.requireNonNull(changedAt, "changedAt");
        message = message == null ? null : storable(message);
    }

    /** Not too long, without half a character at its end, and without zeros, which PostgreSQL does not take. */
    private static String storable(String text) {
        int end = Math.min(text.length(), LONGEST_MESSAGE);
        boolean isHalf = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, isHalf ? end - 1 : end).replace('\0', '\uFFFD');
    }

    /** An item that was added now, and is due at once. */
    public static ItemRecord waiting(long id, BatchRecord batch, String key, ExportRequest request, Instant now) {
        return new ItemRecord(
                id,
                batch,
                key,
                request,
                ItemState.WAITING,
                0,
                0,
                null,
                null,
                null,
                null,
                now,
                null,
                null,
                0,
                Handover.NONE,
                now);
    }

    /** What is to be done with the item next; null for nothing. */
    public @Nullable Work work() {
        return switch (state) {
            case WAITING -> Work.SEND;
            case SENDING -> Work.LOOK_UP;
            case CREATED -> Work.FOLLOW;
            default -> handover.isDue() ? Work.HAND_OVER : null;
        };
    }

    /** The key under which no other item is being sent; null while this one is not. */
    public @Nullable String sendingKey() {
        return state == ItemState.SENDING ? key : null;
    }

    /** What is shown of it. */
    public BulkItem shown() {
        return new BulkItem(
                id,
                batch.plan().name(),
                request,
                state,
                attempt,
                failures,
                Optional.ofNullable(job),
                Optional.ofNullable(message),
                Optional.ofNullable(file),
                changedAt);
    }

    /** A changed copy. */
    public Edit edit() {
        return new Edit(this);
    }

    /** The number, the state and the attempt: nothing of the request. */
    @Override
    public String toString() {
        return "Item " + id + " of " + batch.plan().name() + " (" + state.label() + ", attempt " + attempt + ")";
    }
}
