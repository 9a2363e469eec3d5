package io.exportcomments.error;

import org.jspecify.annotations.Nullable;

/**
 * The caller gave up: its thread was interrupted, or its future cancelled. The job goes on and can be followed again.
 */
public final class CallCancelledException extends ExportCommentsException {

    /** An error of this kind. */
    public CallCancelledException(ErrorContext context, @Nullable Throwable cause) {
        super(context, "cancelled by the caller", advice(context), cause);
    }

    private static String advice(ErrorContext context) {
        if (context.operation().isEmpty()) {
            return context.guid().isPresent()
                    ? "The job goes on; follow it again by its guid"
                    : "The jobs go on, and can be followed again";
        }
        return switch (context.operation().get()) {
            case CREATE, BATCH_CREATE ->
                "The service may have taken it all the same; look for it in the list of jobs before creating it again";
            case RETRY, STOP, WEBHOOK_CREATE, WEBHOOK_TOGGLE, WEBHOOK_DELETE ->
                "The service may have done it all the same; look before sending it again";
            case GET, LIST, PING, SOCKET_TOKEN, FILE, BATCH_GET, WEBHOOK_LIST -> "Call again if it is still wanted";
        };
    }

    @Override
    public CallCancelledException withContext(ErrorContext newContext) {
        return new CallCancelledException(newContext, getCause());
    }
}
