package io.exportcomments.examples.vertx;

import io.exportcomments.job.JobUpdate;
import io.exportcomments.transport.vertx.VertxStream;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The updates of one job, written to one reader as server-sent events. All of it happens on the reader's event loop.
 *
 * <p>The answer begins with the first thing that there is to say, so that what fails at once is answered with a status
 * of its own. While the reader does not take what is written, no updates are asked for: what it gets then is the
 * newest.
 */
final class EventStream {
    private static final String RETRY = "retry: 3000\n\n";

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final VertxStream<JobUpdate> updates;
    private @Nullable String lastId;
    private long heart = -1;
    private boolean quiet;
    private boolean over;

    /**
     * A stream that has not begun.
     *
     * @param lastId the id of the last event that the reader has; null if it has none
     */
    EventStream(Vertx vertx, HttpServerResponse response, VertxStream<JobUpdate> updates, @Nullable String lastId) {
        this.vertx = vertx;
        this.response = response;
        this.updates = updates;
        this.lastId = lastId;
    }

    /** Follows the job until its end, or until the reader leaves. */
    void follow(Duration heartbeat) {
        heart = vertx.setPeriodic(heartbeat.toMillis(), id -> beat());
        response.exceptionHandler(gone -> leave());
        response.closeHandler(gone -> leave());
        updates.exceptionHandler(this::failed).endHandler(end -> end()).handler(this::updated);
    }

    /** Writes an event; the first one begins the answer. */
    void write(String event) {
        String text = event;
        if (!response.headWritten()) {
            response.putHeader("Content-Type", "text/event-stream")
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("X-Accel-Buffering", "no")
                    .setChunked(true);
            text = RETRY + event;
        }
        quiet = false;
        response.write(text);
        if (response.writeQueueFull()) {
            updates.pause();
            response.drainHandler(taken -> updates.resume());
        }
    }

    private void updated(JobUpdate update) {
        String id = ServerSentEvents.id(update);
        if (!id.equals(lastId)) {
            lastId = id;
            write(ServerSentEvents.of(update));
        }
    }

    private void beat() {
        if (quiet && !response.writeQueueFull()) {
            write(ServerSentEvents.heartbeat());
        }
        quiet = true;
    }

    private void failed(Throwable cause) {
        ExportErrorResponse error = ExportErrorResponse.of(cause);
        if (response.headWritten()) {
            write(ServerSentEvents.trouble(error));
            end();
        } else {
            leave();
            error.send(response);
        }
    }

    private void end() {
        leave();
        response.end();
    }

    /** Ends the watch. The job goes on. */
    private void leave() {
        if (!over) {
            over = true;
            vertx.cancelTimer(heart);
            updates.cancel();
        }
    }
}
