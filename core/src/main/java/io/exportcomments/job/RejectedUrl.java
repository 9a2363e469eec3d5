package io.exportcomments.job;

import io.exportcomments.annotation.Experimental;
import java.util.Objects;
import java.util.Optional;

/**
 * A URL of a batch that the service did not take. Immutable.
 *
 * @param url the URL; empty if the service did not say which one it was
 * @param reason why, in the service's words; empty if it did not say
 * @param errorCode the same as one of the service's error codes, such as {@code INVALID_URL}; empty if it named none
 */
@Experimental
public record RejectedUrl(Optional<String> url, Optional<String> reason, Optional<String> errorCode) {
    /** Checks that nothing is null. */
    public RejectedUrl {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(errorCode, "errorCode");
    }

    /** A URL that was rejected without an error code. */
    public RejectedUrl(Optional<String> url, Optional<String> reason) {
        this(url, reason, Optional.empty());
    }
}
