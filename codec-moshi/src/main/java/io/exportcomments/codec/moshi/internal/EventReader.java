package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonReader;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobEvent;
import io.exportcomments.job.JobEvent.Kind;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the service pushes: realtime events and webhook deliveries. An event without a job is read twice, to keep
 * its fields.
 */
public final class EventReader {
    /** The names around the details of a realtime event; the last ones are fields of the job. */
    private static final String[] NAMES = {"details", "version", "event", "url", "current", "guid", "status", "total"};

    private static final JsonReader.Options ENVELOPE = JsonReader.Options.of(NAMES);
    private static final int DETAILS = 0;
    private static final int EVENT = 2;
    private static final int URL = 3;
    private static final int CURRENT = 4;

    private final JsonInput in;
    private final Supplier<Buffer> again;
    private final LinkResolver links;

    private EventReader(JsonInput in, Supplier<Buffer> again, LinkResolver links) {
        this.in = in;
        this.again = again;
        this.links = links;
    }

    /**
     * The event of a publication on the realtime channel.
     *
     * @param again the document once more
     */
    public static JobEvent readRealtime(JsonInput in, Supplier<Buffer> again, LinkResolver links) throws IOException {
        return new EventReader(in, again, links).readRealtime();
    }

    /**
     * The event of a webhook delivery.
     *
     * @param again the document once more
     */
    public static JobEvent readWebhook(JsonInput in, Supplier<Buffer> again, LinkResolver links) throws IOException {
        return new EventReader(in, again, links).readWebhook();
    }

    /** The job's fields are in the details of the event, and some of them beside these. */
    private JobEvent readRealtime() throws IOException {
        JobReader details = new JobReader(in, links, FieldNames.REST);
        Envelope envelope = new Envelope();
        JsonReader reader = in.reader();
        reader.beginObject();
        while (reader.hasNext()) {
            envelope.read(reader.selectName(ENVELOPE), details);
        }
        reader.endObject();
        String event = name(envelope.known[EVENT]);
        Kind kind = Kind.fromWire(event);
        return event(event, realtimeJob(kind, details, envelope), Optional.empty());
    }

    /** What is around the details of an event. */
    private final class Envelope {
        private final @Nullable Object[] known = new Object[NAMES.length];
        /** A bit for each known name that was met, by its index. */
        private int met;

        private Map<String, @Nullable Object> others = Map.of();

        void read(int index, JobReader details) throws IOException {
            if (index < 0) {
                readOther();
                return;
            }
            if ((met & 1 << index) != 0) {
                throw JsonInput.duplicate(NAMES[index]);
            }
            met |= 1 << index;
            if (index == DETAILS) {
                readDetails(details);
            } else {
                known[index] = in.value();
            }
        }

        private void readOther() throws IOException {
            String name = in.reader().nextName();
            if (others.isEmpty()) {
                others = new LinkedHashMap<>();
            }
            if (others.containsKey(name)) {
                throw JsonInput.duplicate(name);
            }
            others.put(name, in.value());
        }
    }

    private void readDetails(JobReader details) throws IOException {
        if (in.reader().peek() == JsonReader.Token.BEGIN_OBJECT) {
            details.readObject();
        } else {
            in.reader().skipValue();
        }
    }

    private static Optional<Job> realtimeJob(Kind kind, JobReader details, Envelope envelope) {
        // The outer url is the download link once the job is finished, and never the source URL.
        if (kind == Kind.FINISHED) {
            details.addAround("download_url", envelope.known[URL]);
        }
        details.addAround("totalExported", envelope.known[CURRENT]);
        for (int i = CURRENT + 1; i < NAMES.length; i++) {
            details.addAround(NAMES[i], envelope.known[i]);
        }
        envelope.others.forEach(details::addAround);
        return job(kind, details, "queueing");
    }

    /** The job's fields and those of the delivery are side by side. */
    private JobEvent readWebhook() throws IOException {
        JobReader fields = new JobReader(in, links, FieldNames.WEBHOOK);
        JsonReader reader = in.reader();
        Object event = null;
        Object messageId = null;
        reader.beginObject();
        while (reader.hasNext()) {
            int index = reader.selectName(FieldNames.WEBHOOK.options());
            if (fields.read(index)) {
                continue;
            }
            if (FieldNames.WEBHOOK.name(index).equals("event")) {
                event = in.value();
            } else {
                messageId = in.value();
            }
        }
        reader.endObject();
        String name = name(event);
        Kind kind = Kind.fromWire(name);
        boolean named = messageId instanceof String || messageId instanceof Long;
        return event(
                name,
                job(kind, fields, "processing"),
                named ? Optional.of(String.valueOf(messageId)) : Optional.empty());
    }

    private JobEvent event(String name, Optional<Job> job, Optional<String> messageId) throws IOException {
        Kind kind = Kind.fromWire(name);
        if (job.isPresent()) {
            return new JobEvent(name, kind, job, messageId);
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        JsonInput secondPass = new JsonInput(again.get());
        secondPass.skipByteOrderMark();
        JsonReader reader = secondPass.reader();
        reader.beginObject();
        while (reader.hasNext()) {
            fields.put(reader.nextName(), secondPass.value());
        }
        reader.endObject();
        fields.remove("event");
        if (messageId.isPresent()) {
            fields.remove("message_id");
        }
        return new JobEvent(name, kind, job, messageId, fields);
    }

    private static String name(@Nullable Object event) throws MalformedJsonException {
        if (event instanceof String name && !name.isBlank()) {
            return name;
        }
        throw new MalformedJsonException("an event without a name");
    }

    /**
     * Empty for an event that names no job or is not about its progress: the end of a conversion says "done" as well.
     */
    private static Optional<Job> job(Kind kind, JobReader fields, String whenCreated) {
        JobGuid guid = fields.guid();
        if (guid == null || kind == Kind.OTHER) {
            return Optional.empty();
        }
        return Optional.of(fields.build(guid, status(kind, fields.status(), whenCreated)));
    }

    /** The status in the event; if there is none, the one that its name implies. */
    private static String status(Kind kind, @Nullable String given, String whenCreated) {
        if (given != null && !hidesNewAttempt(kind, given) && !hidesEnd(kind, given)) {
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

    /** A status of another name must not keep the end from being noticed that the event's name tells. */
    private static boolean hidesEnd(Kind kind, String given) {
        return (kind == Kind.FINISHED || kind == Kind.FAILED) && JobStatus.fromWire(given) == JobStatus.UNKNOWN;
    }

    /** The status of a new attempt may be "queued", as of any other job; then only the name of the event tells. */
    private static boolean hidesNewAttempt(Kind kind, String given) {
        return kind == Kind.REQUEUED && (given.equalsIgnoreCase("queueing") || given.equalsIgnoreCase("queued"));
    }
}
