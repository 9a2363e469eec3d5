package io.exportcomments.job;

import io.exportcomments.annotation.Experimental;

/** The remote operations of the service that the library calls. */
public enum Operation {
    /** {@code POST /api/v3/job}. It costs an export, and so is never repeated blindly. */
    CREATE(false),
    /** {@code GET /api/v3/job/{guid}}. */
    GET(true),
    /** {@code GET /api/v3/jobs}. */
    LIST(true),
    /** {@code PATCH /api/v3/job/{guid}/retry}: twice would be two attempts. */
    RETRY(false),
    /** {@code PATCH /api/v3/job/{guid}/stop}. */
    STOP(true),
    /** {@code GET /api/v1/ping}. */
    PING(true),
    /** {@code POST /api/public/auth/socket}. */
    SOCKET_TOKEN(true),
    /** {@code GET} of a file's link. */
    FILE(true),
    /** {@code POST /api/v1/batch-export}: it costs an export for each of its URLs, and so is never repeated. */
    @Experimental
    BATCH_CREATE(false),
    /** {@code GET /api/v1/batch-export/{id}}. */
    @Experimental
    BATCH_GET(true),
    /** {@code POST /api/v1/zapier/webhooks}: twice would be two webhooks, of the few that the plan allows. */
    @Experimental
    WEBHOOK_CREATE(false),
    /** {@code GET /api/v1/zapier/webhooks}. */
    @Experimental
    WEBHOOK_LIST(true),
    /** {@code PATCH /api/v1/zapier/webhooks/{id}/toggle}: twice would be nothing. */
    @Experimental
    WEBHOOK_TOGGLE(false),
    /** {@code DELETE /api/v1/zapier/webhooks/{id}}. */
    @Experimental
    WEBHOOK_DELETE(true);

    private final boolean idempotent;

    Operation(boolean idempotent) {
        this.idempotent = idempotent;
    }

    /** Whether asking twice does no more than asking once. */
    public boolean idempotent() {
        return idempotent;
    }

    /** The operation in a sentence: {@code socket token} for {@link #SOCKET_TOKEN}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
