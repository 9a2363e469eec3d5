package io.exportcomments.error;

import io.exportcomments.job.Operation;
import org.jspecify.annotations.Nullable;

/**
 * There is no such job, no such file, batch or webhook, on this account: HTTP 404.
 */
public final class NotFoundException extends ExportCommentsException {

    /** An error of this kind. */
    public NotFoundException(ErrorContext context, @Nullable Throwable cause) {
        super(context, "there is no such thing on this account", advice(context), cause);
    }

    @Override
    public boolean isPermanent() {
        return !context().fromIntermediary();
    }

    @Override
    public boolean provesNothingTaken() {
        return !context().fromIntermediary();
    }

    @Override
    public NotFoundException withContext(ErrorContext newContext) {
        return new NotFoundException(newContext, getCause());
    }

    private static String advice(ErrorContext context) {
        return switch (context.operation().orElse(Operation.GET)) {
            case WEBHOOK_CREATE, WEBHOOK_LIST, WEBHOOK_TOGGLE, WEBHOOK_DELETE ->
                "Check the webhook's id, and that the token is of the account that has it; the service does not document"
                        + " the management of webhooks, and may have it on its website alone";
            case CREATE, LIST, PING, SOCKET_TOKEN ->
                "Check the base URL: the service itself has this for every account";
            case BATCH_CREATE -> "The service at this base URL has no batches; create the jobs one by one";
            case BATCH_GET -> "Check the batch's id, and that the token is of the account that made the batch";
            default ->
                "Check the guid, and that the token is of the account that made the job; files are deleted some days after the export";
        };
    }
}
