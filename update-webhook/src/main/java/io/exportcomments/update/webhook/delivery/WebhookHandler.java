package io.exportcomments.update.webhook.delivery;

import io.exportcomments.job.JobEvent;

/**
 * What a program does with the events of webhooks.
 *
 * <p>Called with every event, including those that name no job, on the receiver's threads, several at once and in no
 * certain order. An event counts as handled when this returns, and comes again when it throws, or when the program ends
 * in the middle: so it is safe to do twice.
 */
@FunctionalInterface
public interface WebhookHandler {
    /**
     * Handles an event.
     *
     * @throws Exception if it could not be handled and has to come again
     */
    void handle(JobEvent event) throws Exception;
}
