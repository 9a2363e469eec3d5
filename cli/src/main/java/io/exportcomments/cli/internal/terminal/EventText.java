package io.exportcomments.cli.internal.terminal;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events of webhooks as people and as scripts read them. */
public final class EventText {
    /** May hold cookies. */
    private static final String OPTIONS = "options";

    private EventText() {}

    /** An event in one line. */
    public static String line(JobEvent event, boolean coloured) {
        String name = JobText.printable(event.name());
        return event.job()
                .map(job -> name + " " + JobText.line(job, coloured)
                        + job.error().map(e -> ": " + JobText.printable(e)).orElse(""))
                .orElseGet(() -> name
                        + shown(event).entrySet().stream()
                                .map(field -> " " + field.getKey() + "=" + field.getValue())
                                .map(JobText::printable)
                                .collect(Collectors.joining()));
    }

    /** An event as a line of JSON; its fields are listed in {@code docs/cli.md}. */
    public static String json(JobEvent event) {
        Optional<Job> job = event.job();
        return JsonLine.of("event")
                .put("event", event.name())
                .put("message_id", event.messageId())
                .put("guid", job.map(Job::guid))
                .put("status", job.map(Job::wireStatus))
                .put("url", job.flatMap(Job::url))
                .put("error", job.flatMap(Job::error))
                .putObject("fields", shown(event))
                .toString();
    }

    private static Map<String, @Nullable Object> shown(JobEvent event) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(event.fields());
        fields.remove(OPTIONS);
        return fields;
    }
}
