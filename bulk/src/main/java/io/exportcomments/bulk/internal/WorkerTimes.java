package io.exportcomments.bulk.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long things take for a worker.
 *
 * @param heartbeat how often it says that it is alive
 * @param lease how long it counts as alive after that
 * @param exchange how long a creation takes at most, from when it was noted
 * @param settling how long after that its job may still appear in the list
 * @param idle how often it looks for work when there is none
 * @param answers how long it waits at its end for the answers to what has gone out
 * @param purgeAfter how long a batch stays that is over; null for good
 */
public record WorkerTimes(
        Duration heartbeat,
        Duration lease,
        Duration exchange,
        Duration settling,
        Duration idle,
        Duration answers,
        @Nullable Duration purgeAfter) {}
