package io.exportcomments.update.webhook.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Knows the deliveries that came, so that each is handled once, and keeps the bodies of those whose handling is not
 * over, so that none is lost.
 *
 * <p>Whoever handles a delivery has a claim to it, until a time; afterwards anybody may claim it, since whoever had it
 * may be gone. Times come from outside, and of several instances each brings its own: their clocks differ by far less
 * than a claim lasts. Methods may block, and throw unchecked exceptions when the store is out of order. Thread-safe.
 */
public interface DeliveryStore {
    /**
     * Keeps a delivery that is not known, and claims it; one that is known and due is claimed too.
     *
     * @param key what two comings of one delivery have in common: 1 to 200 visible ASCII characters
     * @param until how long the claim lasts
     */
    Admission admit(String key, byte[] body, Instant now, Instant until);

    /**
     * Admits several as {@link #admit} does each, and answers in their order; what can't be kept for itself alone is
     * {@link Admission.Rejected}. If it throws, some of them may be kept and claimed.
     *
     * @param arrivals at most {@link #batchSize()}
     */
    default List<Admission> admitAll(List<Arrival> arrivals, Instant now, Instant until) {
        return arrivals.stream()
                .map(arrival -> admit(arrival.key(), arrival.body(), now, until))
                .toList();
    }

    /**
     * Makes a claim last longer; false if it is not valid any more, as somebody else has the delivery or is done with
     * it.
     */
    boolean renew(Claim claim, Instant until);

    /** Handling is over: from now on the delivery is known as handled, and its body is not needed. */
    void done(Claim claim, Instant now);

    /**
     * Handling of several is over, as {@link #done} says of each. If it throws, some of them may be known as handled.
     *
     * @param claims at most {@link #batchSize()}
     */
    default void doneAll(List<Claim> claims, Instant now) {
        claims.forEach(claim -> done(claim, now));
    }

    /** How many deliveries it is better given at once than one by one: 1, unless a store says more. */
    default int batchSize() {
        return 1;
    }

    /**
     * Gives a claim back; the delivery is due again at that time. Without effect if the claim is not valid any more.
     */
    void release(Claim claim, Instant due);

    /** Forgets a delivery, as if it had not come. Without effect if the claim is not valid any more. */
    void forget(Claim claim);

    /**
     * Puts a delivery aside: it is known, not handled, and not due until somebody sees to it. Without effect if the
     * claim is not valid.
     */
    void putAside(Claim claim, Instant now);

    /**
     * Claims deliveries that are due, those first that are due longest.
     *
     * @param most how many at most, from 1
     * @param until how long the claims last
     */
    List<Claim> claimDue(int most, Instant now, Instant until);

    /**
     * Forgets the deliveries that were handled before that time; when the service sends one of them again, it is
     * handled again.
     */
    void prune(Instant handledBefore);

    /** A delivery that came. Immutable; the body is not to be changed. */
    final class Arrival {
        private final String key;
        private final byte[] body;

        /**
         * A delivery.
         *
         * @param key what two comings of one delivery have in common: 1 to 200 visible ASCII characters
         */
        public Arrival(String key, byte[] body) {
            this.key = Objects.requireNonNull(key, "key");
            this.body = Objects.requireNonNull(body, "body");
        }

        /** The delivery's key. */
        public String key() {
            return key;
        }

        /** The delivery's body, not copied. */
        public byte[] body() {
            return body;
        }
    }

    /** What a store says to a delivery. */
    sealed interface Admission {
        /** It was not known, or is due again, and is the caller's to handle. */
        record Claimed(Claim claim) implements Admission {
            /** Checks that nothing is null. */
            public Claimed {
                Objects.requireNonNull(claim, "claim");
            }
        }

        /**
         * It is known.
         *
         * @param handled whether its handling is over
         */
        record Known(boolean handled) implements Admission {}

        /** There is no room for one more. */
        record Full() implements Admission {}

        /**
         * The store can't keep this one, of several that came at once. It is as if it had not come.
         *
         * @param reason what {@link DeliveryStore#admit} would have thrown
         */
        record Rejected(RuntimeException reason) implements Admission {
            /** Checks that nothing is null. */
            public Rejected {
                Objects.requireNonNull(reason, "reason");
            }
        }
    }

    /** A delivery, and the right to handle it. Immutable; the body is not to be changed. */
    final class Claim {
        private final String key;
        private final String token;
        private final byte[] body;
        private final int attempt;

        /**
         * A claim.
         *
         * @param token what tells this claim from earlier and later ones to the same delivery
         * @param attempt how often the delivery was claimed, this time included: from 1
         */
        public Claim(String key, String token, byte[] body, int attempt) {
            this.key = Objects.requireNonNull(key, "key");
            this.token = Objects.requireNonNull(token, "token");
            this.body = Objects.requireNonNull(body, "body");
            this.attempt = attempt;
        }

        /** The delivery's key. */
        public String key() {
            return key;
        }

        /** What tells this claim from others to the same delivery. */
        public String token() {
            return token;
        }

        /** The delivery's body, not copied. */
        public byte[] body() {
            return body;
        }

        /** How often the delivery was claimed, from 1. */
        public int attempt() {
            return attempt;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Claim claim && key.equals(claim.key) && token.equals(claim.token);
        }

        @Override
        public int hashCode() {
            return Objects.hash(key, token);
        }

        /** The key and the attempt. */
        @Override
        public String toString() {
            return key + ", attempt " + attempt;
        }
    }
}
