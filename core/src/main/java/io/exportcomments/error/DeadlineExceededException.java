package io.exportcomments.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The caller's time is over. It ends the waiting, not the job, which goes on and can be followed again.
 */
public final class DeadlineExceededException extends ExportCommentsException {
    private final transient Duration deadline;

    /** An error of this kind. */
    public DeadlineExceededException(ErrorContext context, Duration deadline, @Nullable Throwable cause) {
        super(context, "not finished within " + deadline.toMillis() / 1000.0 + " s", advice(context), cause);
        this.deadline = deadline;
    }

    private static String advice(ErrorContext context) {
        if (context.operation().isPresent()) {
            return "Try again, or allow more time";
        }
        return context.guid().isPresent()
                ? "The job goes on; follow it again by its guid"
                : "The jobs go on, and can be followed again";
    }

    /** How long the caller was ready to wait. */
    public Duration deadline() {
        return deadline;
    }

    @Override
    public DeadlineExceededException withContext(ErrorContext newContext) {
        return new DeadlineExceededException(newContext, deadline, getCause());
    }
}
