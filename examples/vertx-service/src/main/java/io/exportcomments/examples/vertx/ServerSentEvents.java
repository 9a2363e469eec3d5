package io.exportcomments.examples.vertx;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the events of a job as server-sent events. */
final class ServerSentEvents {
    private static final Pattern END = Pattern.compile("\\d+-(done|error|stopped)");

    private ServerSentEvents() {}

    /** The job was created. */
    static String created(JobGuid guid) {
        return event("created", null, new JsonObject().put("guid", guid.value()));
    }

    /** The job made progress, or ended. */
    static String of(JobUpdate update) {
        Job job = update.job();
        JsonObject data = new JsonObject()
                .put("guid", job.guid().value())
                .put("status", job.wireStatus())
                .put("attempt", update.attempt());
        update.progress().ifPresent(progress -> {
            data.put("exported", progress.exported());
            progress.total().ifPresent(total -> data.put("total", total));
        });
        job.error().ifPresent(error -> data.put("message", error));
        return event(name(update), id(update), data);
    }

    /** The watch ended before the job did. */
    static String trouble(ExportErrorResponse error) {
        return event("trouble", null, error.json());
    }

    /** A comment, which readers ignore: the connection is alive. */
    static String heartbeat() {
        return ":\n\n";
    }

    private static String name(JobUpdate update) {
        return switch (update.status()) {
            case DONE -> "done";
            case ERROR -> "failed";
            case STOPPED -> "stopped";
            case QUEUEING, PROGRESS, UNKNOWN -> "progress";
        };
    }

    /** Identifies this event among those of the job. */
    static String id(JobUpdate update) {
        String base = update.attempt() + "-" + update.status().wireName();
        Optional<String> exported =
                update.isTerminal() ? Optional.empty() : update.progress().map(p -> "-" + p.exported());
        return base + exported.orElse("");
    }

    /** Whether this is the id of an end, after which nothing comes. */
    static boolean isEnd(@Nullable String id) {
        return id != null && END.matcher(id).matches();
    }

    /** One event; JSON has no line breaks, so its data is one line. */
    private static String event(String name, @Nullable String id, JsonObject data) {
        String idLine = id == null ? "" : "id: " + id + "\n";
        return idLine + "event: " + name + "\ndata: " + data.encode() + "\n\n";
    }
}
