package io.exportcomments.mock.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one delivery: an event for one webhook, however often it was sent. Immutable: when it goes on,
 * there is a newer one with the same number.
 *
 * @param number from 1, in order of the events
 * @param webhook whose it is
 * @param url where it goes
 * @param event what it tells
 * @param job what it is about
 * @param messageId the {@code message_id} of its body, the same each time that it is sent
 * @param body what is sent, as text; it is sent in UTF-8
 * @param state how far it is
 * @param attempts each time that it was sent and the outcome is known, in order
 */
public record WebhookDelivery(
        long number,
        UUID webhook,
        URI url,
        WebhookEvent event,
        UUID job,
        String messageId,
        String body,
        State state,
        List<Attempt> attempts) {

    /** A delivery; the attempts are copied. */
    public WebhookDelivery {
        attempts = List.copyOf(attempts);
    }

    /** How far a delivery is. */
    public enum State {
        /** It is to be sent, for the first time or again, or is on its way. */
        PENDING,
        /** It was taken, as often as it was meant to be. */
        TAKEN,
        /** It failed too often, or its webhook was disabled, suspended or deleted meanwhile. */
        GIVEN_UP,
        /** It was lost on purpose and never sent. */
        LOST
    }

    /**
     * One time that it was sent.
     *
     * @param at when it was sent, by the mock's clock
     * @param status what the receiver answered, 0 when there was no answer
     * @param trouble why there was no answer, or null
     * @param forged whether the signature was wrong on purpose
     */
    public record Attempt(Instant at, int status, @Nullable String trouble, boolean forged) {

        /** Whether the receiver took it. */
        public boolean taken() {
            return status == 200;
        }
    }

    /** Whether it was not taken the last time, or was given up or lost. */
    public boolean troubled() {
        return state != State.TAKEN
                && (attempts.isEmpty() || !attempts.get(attempts.size() - 1).taken());
    }

    /** One line for people. */
    public String toLine() {
        String last = attempts.isEmpty() ? "" : ": " + outcome(attempts.get(attempts.size() - 1));
        String end = switch (state) {
            case PENDING -> attempts.isEmpty() ? "" : ", to be sent again";
            case TAKEN -> "";
            case GIVEN_UP -> ", given up";
            case LOST -> ", lost on purpose";
        };
        return "webhook #" + number + " " + event.wireName() + " of job " + job + " -> " + url + last + end;
    }

    private static String outcome(Attempt attempt) {
        String trouble = attempt.trouble();
        return (attempt.forged() ? "wrongly signed, " : "") + (trouble == null ? attempt.status() : trouble);
    }
}
