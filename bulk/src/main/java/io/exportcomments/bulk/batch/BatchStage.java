package io.exportcomments.bulk.batch;

import java.util.Locale;

/** Whether a batch is worked on. */
public enum BatchStage {
    /** Its items are sent. */
    RUNNING,
    /** None of its items is sent; jobs that exist are followed to their ends. */
    PAUSED,
    /** None of its items is sent any more, and its jobs are stopped. */
    CANCELLED;

    /** The name in lower case, as it is stored and shown. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
