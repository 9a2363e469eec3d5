package io.exportcomments.bulk.internal;

import org.jspecify.annotations.Nullable;

/** An item was not sent, on this side's own decision. */
final class NotSentException extends RuntimeException {
    NotSentException(String why) {
        this(why, null);
    }

    NotSentException(String why, @Nullable Throwable cause) {
        super("Not sent: " + why, cause);
    }
}
