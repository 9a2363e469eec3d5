package io.exportcomments.internal.watch;

import java.time.Duration;

/**
 * The bounds of the watch contract.
 *
 * @param failoverAfter how long the preferred source may be away before the next one is taken
 * @param reconcileEvery how old the state of a watched job may become before it is read again, whatever the sources say
 */
public record WatchSettings(Duration failoverAfter, Duration reconcileEvery) {
    /** 5 s, and 60 s. */
    public static final WatchSettings DEFAULT = new WatchSettings(Duration.ofSeconds(5), Duration.ofSeconds(60));
}
