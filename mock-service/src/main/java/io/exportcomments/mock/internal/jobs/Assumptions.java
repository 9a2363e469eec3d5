package io.exportcomments.mock.internal.jobs;

import java.time.Duration;

/**
 * What the mock assumes where the API's documents are silent. The only place for such choices.
 *
 * <ul>
 *   <li>All windows slide: something counted at time t counts until just before t plus the window. What a limit
 *       refuses is not counted by that limit.
 *   <li>Requests a minute: every request to {@code /api} with a good token counts; {@code /exports} does not.
 *   <li>"Creations in 3 minutes" counts well-formed create requests, also those that another limit then refuses; "jobs
 *       in 5 minutes" counts jobs created or retried. (Business allows 30 of the one and 15 of the other, so they
 *       cannot be the same thing.) Both are answered by {@code RATE_WINDOW_EXCEEDED}.
 *   <li>"Creations a day" counts jobs created in any 24 h.
 *   <li>A job that finds no free slot waits in the queue. A job has a place when fewer than running + queued jobs are
 *       under way. Without one it is refused: with {@code QUEUE_LIMIT_EXCEEDED}; or, on a plan with no queue at all,
 *       with {@code CONCURRENCY_RATE_LIMIT}, since then it is the running ones that are too many.
 *   <li>A retry needs a place as a creation does, and counts as a job but not as a creation.
 *   <li>Batches: their jobs wait for a slot without needing a place in the queue. The limit of URLs counts those of all
 *       batches that have not ended; a batch that is larger than that by itself is refused with 400. Too many URLs are
 *       {@code QUEUE_LIMIT_EXCEEDED}, too many submissions {@code RATE_WINDOW_EXCEEDED}. The day's limit holds for each
 *       job of a batch, and a URL beyond it is one of the {@code errors}; the limits of 3 and of 5 minutes don't count
 *       them. The counts of a batch are {@code total}, {@code queued}, {@code running}, {@code completed} and
 *       {@code failed}; a URL that was not taken has an entry with the status {@code error} and no guid.
 *   <li>The limits are looked at in this order: minute, 3 minutes, day, 5 minutes, places.
 *   <li>The token is looked at before the path's guid, the body after token, plan and minute limit.
 *   <li>Stopping a job that has ended, and retrying one that has not failed, is refused with 423, which the service's
 *       own client knows, and without a code.
 *   <li>{@code locked} is true for a stopped job (the one sample that has it set).
 *   <li>A known option of a wrong type is a validation error (422); an unknown one is kept whatever it is.
 *   <li>A page is as long as asked for; 20 when not asked.
 *   <li>A ping is answered by {@code {"status":"ok"}}. A wrong method is a 405 in the form of all errors.
 *   <li>{@code delete_after} is five days after the export, as in the one sample; the file stays nevertheless.
 *   <li>Webhooks are managed by {@code POST} and {@code GET /api/v1/zapier/webhooks}, {@code DELETE …/{id}} and
 *       {@code PATCH …/{id}/toggle}, of which the {@code GET} and the {@code PATCH} are made up. A creation takes one
 *       {@code event}, or several {@code events}; it is answered by 201 with the webhook and, this once, its
 *       {@code secret}. One too many is refused with 403, a URL that will not do with 422. The toggle disables what is
 *       enabled, and enables anything else.
 *   <li>A delivery is taken when it is answered by 200 within ten seconds. Otherwise it is sent again 10 s later, then
 *       after twice as long each time, 10 min at most; after the eighth time it is given up.
 *   <li>"30 failed deliveries in a row" counts every time that something was sent to a webhook and not taken. What a
 *       webhook has still to send when it is disabled, suspended or deleted is given up.
 *   <li>Webhooks want HTTPS, but an address of this machine (localhost, 127.0.0.0/8, ::1) may be HTTP: otherwise nobody
 *       could try it out.
 *   <li>{@code export.requeued} has no status; the full form of an event gives the job's own fields their latest
 *       values.
 *   <li>{@code GET /api/v1/webhooks/events} answers the newest events of a kind, three at most, newest first.
 *   <li>In a workbook a text is cut after the 32,767 characters that a cell can hold.
 * </ul>
 */
public final class Assumptions {

    static final Duration DAY = Duration.ofHours(24);
    static final Duration CREATIONS_WINDOW = Duration.ofMinutes(3);
    static final Duration JOBS_WINDOW = Duration.ofMinutes(5);
    static final Duration REQUESTS_WINDOW = Duration.ofMinutes(1);

    /** How long to wait for a place when no running job has a known end. */
    static final Duration UNKNOWN_WAIT = Duration.ofSeconds(30);

    /** The least time between two progress events of a job; the one figure here that is documented. */
    static final Duration PROGRESS_EVENT_INTERVAL = Duration.ofSeconds(5);

    /** How long a webhook's receiver has to answer, in real time. */
    public static final Duration DELIVERY_ANSWER = Duration.ofSeconds(10);

    /** How long after the first failed attempt a delivery is sent again. */
    public static final Duration DELIVERY_BACKOFF = Duration.ofSeconds(10);

    /** The longest time between two attempts of a delivery. */
    public static final Duration DELIVERY_LONGEST_BACKOFF = Duration.ofMinutes(10);

    /** How often a delivery is sent before it is given up. */
    public static final int DELIVERY_ATTEMPTS = 8;

    /** After how many failures in a row a webhook is suspended; documented. */
    public static final int FAILURES_UNTIL_SUSPENDED = 30;

    /** How many sample events are answered. */
    public static final int SAMPLE_EVENTS = 3;

    private Assumptions() {}
}
