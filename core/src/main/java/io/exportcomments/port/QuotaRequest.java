package io.exportcomments.port;

import io.exportcomments.annotation.Experimental;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A call that wants to go.
 *
 * @param kind requests of one kind are granted in the order in which they came; those of others may overtake them
 * @param uses what it uses, each limit once
 * @param held how long after it was granted the call may still reach the service, more than zero: if nothing is heard
 *     of it by then, its uses count for one span more, and then no longer
 * @param places what its jobs need as long as they have not ended
 */
@Experimental
public record QuotaRequest(String kind, List<QuotaUse> uses, Duration held, Optional<QuotaPlaces> places) {
    /**
     * @throws IllegalArgumentException if it needs nothing, a limit comes twice, or {@code held} is not more than zero
     */
    public QuotaRequest {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(places, "places");
        uses = List.copyOf(uses);
        boolean needsNothing = uses.isEmpty() && places.isEmpty();
        if (needsNothing || uses.stream().map(QuotaUse::limit).distinct().count() < uses.size()) {
            throw new IllegalArgumentException("A call uses some limits, each once: " + uses);
        }
        if (held.isNegative() || held.isZero()) {
            throw new IllegalArgumentException("A call is held for more than zero: " + held);
        }
    }

    /** A call that starts no jobs. */
    public QuotaRequest(String kind, List<QuotaUse> uses, Duration held) {
        this(kind, uses, held, Optional.empty());
    }
}
