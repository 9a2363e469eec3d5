package io.exportcomments.bulk.batch;

/**
 * What a submission added.
 *
 * @param batch the name of the batch
 * @param added how many items are new
 * @param known how many were there before, or came twice
 */
public record Submission(String batch, int added, int known) {}
