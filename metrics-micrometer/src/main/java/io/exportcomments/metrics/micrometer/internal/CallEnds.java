package io.exportcomments.metrics.micrometer.internal;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.metrics.micrometer.names.CallOutcome;
import io.exportcomments.port.TransportCall;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What the ends of calls and attempts mean. Thread-safe. */
public final class CallEnds {
    private final ErrorCodeTags codes = new ErrorCodeTags();
    private final LongSupplier nanoTime;

    /**
     * How a call ended.
     *
     * @param code the error code as a tag
     * @param error what went wrong; null if nothing did, or the end came from outside
     */
    record End(CallOutcome outcome, String code, @Nullable Throwable error) {}

    /** Compares the deadlines of calls with this clock. */
    public CallEnds(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    End of(TransportCall call, @Nullable Throwable failure) {
        Throwable error = failure == null ? null : Failures.unwrap(failure);
        CallOutcome outcome = outcome(call, error);
        boolean fromOutside = outcome == CallOutcome.CANCELLED || error instanceof CancellationException;
        return new End(outcome, codes.of(error), fromOutside ? null : error);
    }

    private CallOutcome outcome(TransportCall call, @Nullable Throwable error) {
        if (error == null) {
            return CallOutcome.SUCCESS;
        }
        if (error instanceof DeadlineExceededException) {
            return CallOutcome.DEADLINE;
        }
        if (error instanceof CancellationException) {
            // Core ends a call whose time is over by cancelling what is under way for it.
            boolean late = call.deadline().isPresent()
                    && nanoTime.getAsLong() - call.deadline().getAsLong() >= 0;
            return late ? CallOutcome.DEADLINE : CallOutcome.CANCELLED;
        }
        boolean ended = error instanceof CallCancelledException || error instanceof ClientClosedException;
        return ended ? CallOutcome.CANCELLED : CallOutcome.ERROR;
    }
}
