package io.exportcomments.bulk.internal;

import java.util.List;

/**
 * A way to create jobs for items. The engine hands it groups of items that have the same options; it writes each item
 * down by its {@link Sending} before it goes out, and tells the outcome of each.
 */
interface ItemSender {
    /** How many items of the same options may be handed over together, from 1. */
    int mostAtOnce();

    /** Sends a group of items that are waiting. Does not block. */
    void send(List<Sending> group, SendingOutcome outcome);
}
