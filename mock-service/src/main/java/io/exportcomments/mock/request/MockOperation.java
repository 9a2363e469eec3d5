package io.exportcomments.mock.request;

/** What a request asks for. */
public enum MockOperation {
    /** {@code POST /api/v3/job}. */
    CREATE,
    /** {@code GET /api/v3/job/{guid}}. */
    GET,
    /** {@code GET /api/v3/jobs}. */
    LIST,
    /** {@code PATCH /api/v3/job/{guid}/retry}. */
    RETRY,
    /** {@code PATCH /api/v3/job/{guid}/stop}. */
    STOP,
    /** {@code POST /api/v1/batch-export}. */
    BATCH_CREATE,
    /** {@code GET /api/v1/batch-export/{id}}. */
    BATCH_GET,
    /** {@code GET /api/v1/ping}. */
    PING,
    /** {@code POST /api/public/auth/socket}. */
    SOCKET_TOKEN,
    /** A job's file: {@code /exports/…} or {@code /api/v3/job/{guid}/download}. */
    DOWNLOAD,
    /** The realtime connection. */
    CONNECT,
    /** {@code POST /api/v1/zapier/webhooks}. */
    WEBHOOK_CREATE,
    /** {@code GET /api/v1/zapier/webhooks}. */
    WEBHOOK_LIST,
    /** {@code DELETE /api/v1/zapier/webhooks/{id}}. */
    WEBHOOK_DELETE,
    /** {@code PATCH /api/v1/zapier/webhooks/{id}/toggle}. */
    WEBHOOK_TOGGLE,
    /** {@code GET /api/v1/webhooks/events}. */
    WEBHOOK_EVENTS,
    /** Anything else. */
    UNKNOWN
}
