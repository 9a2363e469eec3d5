package io.exportcomments.bulk.batch;

/** What can happen to an item of a batch. */
public enum ItemEvent {
    /** Its request is about to go out; written down before it does. */
    SEND,
    /** Its job exists: the service answered so, it was found in the list, or it was retried. */
    CREATED,
    /** Nothing was created, or the job failed, and it is to be tried again. */
    TRY_LATER,
    /** The service refused it for good. */
    REFUSED,
    /** Whether its job exists can't be told. */
    UNCLEAR,
    /** Its job is done. */
    DONE,
    /** Its job failed for the last time. */
    FAILED,
    /** Its job was stopped. */
    STOPPED,
    /** A person wants it to be tried again. */
    RETRY,
    /** Its batch was cancelled. */
    CANCEL,
    /** A person wants another look at how it ended, without its job being run again. */
    LOOK_AGAIN
}
