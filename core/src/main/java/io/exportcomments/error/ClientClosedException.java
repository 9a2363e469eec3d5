package io.exportcomments.error;

import org.jspecify.annotations.Nullable;

/**
 * The client was closed, before the call or during it. Jobs go on at the service.
 */
public final class ClientClosedException extends ExportCommentsException {
    private static final String WHAT = "the client is closed";
    private static final String NEXT = "Build another client; jobs can be followed again by their guids";
    private static final String NEXT_IF_SENT =
            "The service may have taken it all the same; look for it in the list of jobs before creating it again";

    private final @Nullable Sent sent;

    /** An error of this kind, of which it is not known whether anything was sent. */
    public ClientClosedException(ErrorContext context, @Nullable Throwable cause) {
        super(context, WHAT, NEXT, cause);
        this.sent = null;
    }

    /** An error of this kind, which ended a creation before or after its request was sent. */
    public ClientClosedException(ErrorContext context, Sent sent, @Nullable Throwable cause) {
        super(context, WHAT, sent == Sent.NO ? NEXT : NEXT_IF_SENT, cause);
        this.sent = sent;
    }

    @Override
    public boolean provesNothingTaken() {
        return sent == Sent.NO;
    }

    @Override
    public boolean isPermanent() {
        return true;
    }

    @Override
    public ClientClosedException withContext(ErrorContext newContext) {
        return sent == null
                ? new ClientClosedException(newContext, getCause())
                : new ClientClosedException(newContext, sent, getCause());
    }
}
