package io.exportcomments.job;

import io.exportcomments.annotation.Experimental;
import java.util.Objects;
import java.util.Optional;

/**
 * A URL of a batch that the service did not take. Immutable.
 *
 * @param url the URL; empty if the service did not say which one it was
 * @param reason why, in the service's words; empty if it did not say
 */
@Experimental
public record RejectedUrl(Optional<String> url, Optional<String> reason) {
    /** Checks that nothing is null. */
    public RejectedUrl {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(reason, "reason");
    }
}
