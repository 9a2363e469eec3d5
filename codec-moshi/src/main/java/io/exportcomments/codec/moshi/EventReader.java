package io.exportcomments.codec.moshi;

import com.squareup.moshi.JsonReader;
import io.exportcomments.codec.moshi.JobField.Vocabulary;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobEvent;
import io.exportcomments.job.JobEvent.Kind;
import io.exportcomments.job.JobGuid;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the service pushes: realtime events and webhook deliveries. One that has no job is read twice, to keep its fields. */
final class EventReader {
    private final JsonInput in;
    private final JsonInput again;
    private final Links links;

    EventReader(JsonInput in, Links links) {
        this.in = in;
        this.again = in.again();
        this.links = links;
    }

    /** A realtime event: the job's fields are in its details, and some of them around these. */
    JobEvent readRealtime() throws IOException {
        JobFields details = new JobFields(in, links, Vocabulary.REST);
        Map<String, @Nullable Object> around = new LinkedHashMap<>();
        JsonReader reader = in.reader();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (around.containsKey(name)) {
                throw JsonInput.duplicate(name);
            }
            around.put(name, name.equals("details") ? readDetails(details) : in.value());
        }
        reader.endObject();
        String event = name(around.remove("event"));
        Kind kind = Kind.fromWire(event);
        return event(event, realtimeJob(kind, details, around), Optional.empty());
    }

    private @Nullable Object readDetails(JobFields details) throws IOException {
        if (in.reader().peek() == JsonReader.Token.BEGIN_OBJECT) {
            details.readObject();
        } else {
            in.reader().skipValue();
        }
        return null;
    }

    private static Optional<Job> realtimeJob(Kind kind, JobFields details, Map<String, @Nullable Object> around) {
        // The outer url is the download link when the job is finished, and at no time the source URL.
        Object url = around.remove("url");
        if (kind == Kind.FINISHED) {
            details.addAround("download_url", url);
        }
        details.addAround("totalExported", around.remove("current"));
        around.remove("details");
        around.remove("version");
        around.forEach(details::addAround);
        return job(kind, details, "queueing");
    }

    /** A webhook delivery: the job's fields and the delivery's own lie side by side. */
    JobEvent readWebhook() throws IOException {
        JobFields fields = new JobFields(in, links, Vocabulary.WEBHOOK);
        JsonReader reader = in.reader();
        Object event = null;
        Object messageId = null;
        reader.beginObject();
        while (reader.hasNext()) {
            int index = reader.selectName(Vocabulary.WEBHOOK.options());
            if (fields.read(index)) {
                continue;
            }
            if (Vocabulary.WEBHOOK.name(index).equals("event")) {
                event = in.value();
            } else {
                messageId = in.value();
            }
        }
        reader.endObject();
        String name = name(event);
        Kind kind = Kind.fromWire(name);
        return event(
                name,
                job(kind, fields, "processing"),
                Optional.ofNullable(messageId)
                        .filter(id -> id instanceof String || id instanceof Long)
                        .map(Object::toString));
    }

    private JobEvent event(String name, Optional<Job> job, Optional<String> messageId) throws IOException {
        Kind kind = Kind.fromWire(name);
        if (job.isPresent()) {
            return new JobEvent(name, kind, job, messageId);
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        JsonReader reader = again.reader();
        reader.beginObject();
        while (reader.hasNext()) {
            fields.put(reader.nextName(), again.value());
        }
        reader.endObject();
        fields.remove("event");
        if (messageId.isPresent()) {
            fields.remove("message_id");
        }
        return new JobEvent(name, kind, job, messageId, fields);
    }

    private static String name(@Nullable Object event) throws MalformedException {
        if (event instanceof String name && !name.isBlank()) {
            return name;
        }
        throw new MalformedException("an event without a name");
    }

    /** Empty for an event that names no job, or is not about a job's course: the end of a conversion says "done" as well. */
    private static Optional<Job> job(Kind kind, JobFields fields, String whenCreated) {
        JobGuid guid = fields.guid();
        if (guid == null || kind == Kind.OTHER) {
            return Optional.empty();
        }
        return Optional.of(fields.build(guid, status(kind, fields.status(), whenCreated)));
    }

    /** The status that the event gives; where it gives none, the one that its name implies. */
    private static String status(Kind kind, @Nullable String given, String whenCreated) {
        if (given != null && !hidesNewAttempt(kind, given)) {
            return given;
        }
        return switch (kind) {
            case CREATED -> whenCreated;
            case PROGRESS -> "progress";
            case FINISHED -> "done";
            case FAILED -> "error";
            case REQUEUED -> "requeued";
            case OTHER -> "unknown";
        };
    }

    /** A new attempt may be told of as queued like any other job, and then only the event's name says that it is one. */
    private static boolean hidesNewAttempt(Kind kind, String given) {
        return kind == Kind.REQUEUED && (given.equals("queueing") || given.equals("queued"));
    }
}
