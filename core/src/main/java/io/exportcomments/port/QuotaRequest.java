package io.exportcomments.port;

import io.exportcomments.annotation.Experimental;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A call that wants to go.
 *
 * @param kind requests of one kind are granted in the order in which they came; those of others may overtake them
 * @param uses what it uses, each limit once
 * @param held how long after it was granted the call may still reach the service, more than zero: if nothing is heard
 *     of it by then, its uses count for one span more, and then no longer
 */
@Experimental
public record QuotaRequest(String kind, List<QuotaUse> uses, Duration held) {
    /**
     * @throws IllegalArgumentException if it uses nothing, a limit comes twice, or {@code held} is not more than zero
     */
    public QuotaRequest {
        Objects.requireNonNull(kind, "kind");
        uses = List.copyOf(uses);
        if (uses.isEmpty() || uses.stream().map(QuotaUse::limit).distinct().count() < uses.size()) {
            throw new IllegalArgumentException("A call uses some limits, each once: " + uses);
        }
        if (held.isNegative() || held.isZero()) {
            throw new IllegalArgumentException("A call is held for more than zero: " + held);
        }
    }
}
