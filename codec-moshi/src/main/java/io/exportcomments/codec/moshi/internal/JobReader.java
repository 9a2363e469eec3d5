package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonReader;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a job, of which only the guid and the status are required. A value that makes no sense for its
 * field is kept as an unknown field, and so is one under a second spelling of a field that is already set.
 */
public final class JobReader {
    private final JsonInput in;
    private final FieldNames names;
    private final JobFieldSetter fields;
    /** A bit for each field that is set, by its ordinal: a set of enums would cost as much as a small object more. */
    private long taken;

    /** A bit for each name that the current object had so far, by its index in the names. */
    private long met;
    /** The unknown names that the current object had so far. */
    private Set<String> unknown = Set.of();

    JobReader(JsonInput in, LinkResolver links, FieldNames names) {
        this.in = in;
        this.fields = new JobFieldSetter(links);
        this.names = names;
    }

    /** A job from a REST answer. */
    public static Job readJob(JsonInput in, LinkResolver links) throws IOException {
        JobReader reader = new JobReader(in, links, FieldNames.REST);
        reader.readObject();
        return reader.build();
    }

    /** Reads an object that holds only the fields of a job. */
    void readObject() throws IOException {
        JsonReader reader = in.reader();
        reader.beginObject();
        while (reader.hasNext()) {
            read(reader.selectName(names.options()));
        }
        reader.endObject();
    }

    /**
     * Reads the field that was selected by its index in the names.
     *
     * @return true if it was a field of a job, known or not; false if it belongs to the envelope and is still to be
     *     read
     */
    boolean read(int index) throws IOException {
        if (index < 0) {
            readUnknown(in.reader().nextName());
            return true;
        }
        if ((met & 1L << index) != 0) {
            throw JsonInput.duplicate(names.name(index));
        }
        met |= 1L << index;
        JobField field = names.field(index);
        if (field != null) {
            readKnown(field, names.name(index));
        }
        return field != null;
    }

    private void readUnknown(String name) throws IOException {
        if (unknown.isEmpty()) {
            unknown = new HashSet<>();
        }
        if (!unknown.add(name)) {
            throw JsonInput.duplicate(name);
        }
        fields.job().unknownField(name, in.value());
    }

    private void readKnown(JobField field, String name) throws IOException {
        JsonReader.Token next = in.reader().peek();
        if (field == JobField.OPTIONS && next == JsonReader.Token.BEGIN_OBJECT) {
            fields.job().options(readOptions());
            taken |= bit(field);
            return;
        }
        Object value = valueOf(field, next);
        if (value != null && !offer(field, value)) {
            fields.job().unknownField(name, value);
        }
    }

    /** A time stamp comes as an instant if it is one, and a word that answers repeat as the same object each time. */
    private @Nullable Object valueOf(JobField field, JsonReader.Token next) throws IOException {
        if (next != JsonReader.Token.STRING || has(field)) {
            return in.value(next);
        }
        return switch (field) {
            case CREATED_AT, UPDATED_AT, EXPORTED_AT, DELETE_AFTER -> {
                Instant time = in.time(fields.timestamps());
                yield time == null ? in.text() : time;
            }
            case STATUS, TIMEZONE, PLATFORM, EXPORT_TYPE, PLAN -> KnownWords.VALUES.next(in.reader());
            default -> in.text();
        };
    }

    /** Adds a field found beside the object that was read; the object's own fields take precedence. */
    void addAround(String name, @Nullable Object value) {
        JobField field = names.field(name);
        if (field == null) {
            if (!unknown.contains(name)) {
                fields.job().unknownField(name, value);
            }
        } else if (value != null && !has(field) && !offer(field, value)) {
            fields.job().unknownField(name, value);
        }
    }

    @SuppressWarnings("EnumOrdinal") // within this object alone, and so never kept
    private static long bit(JobField field) {
        return 1L << field.ordinal();
    }

    private boolean has(JobField field) {
        return (taken & bit(field)) != 0;
    }

    /** Options without a name are dropped: ExportOptions can't hold them. */
    private ExportOptions readOptions() throws IOException {
        ExportOptions.Builder options = ExportOptions.builder();
        JsonReader reader = in.reader();
        int named = 0;
        reader.beginObject();
        while (reader.hasNext()) {
            String name = KnownWords.OPTIONS.nextName(reader);
            Object value = in.value();
            if (!name.isBlank()) {
                options.set(name, value);
                named++;
            }
        }
        reader.endObject();
        ExportOptions read = options.build();
        if (read.asMap().size() != named) {
            throw new MalformedJsonException("duplicate option");
        }
        return read;
    }

    /** Sets a field; false if it is already set, or if the value makes no sense for it. */
    private boolean offer(JobField field, Object value) {
        if (has(field) || !fields.set(field, value)) {
            return false;
        }
        taken |= bit(field);
        return true;
    }

    @Nullable JobGuid guid() {
        return fields.guid();
    }

    @Nullable String status() {
        return fields.status();
    }

    /** Begins another job: one reader reads all jobs of a page. */
    void restart() {
        fields.restart();
        taken = 0;
        met = 0;
        unknown = Set.of();
    }

    /** What was read, if it says of a URL why there is no job. */
    Map<String, @Nullable Object> said() {
        return fields.said();
    }

    /** The job that was read. */
    Job build() throws MalformedJsonException {
        JobGuid guid = fields.guid();
        if (guid == null) {
            throw new MalformedJsonException("a job without a valid guid");
        }
        String status = fields.status();
        if (status == null) {
            throw new MalformedJsonException("a job without a valid status");
        }
        return build(guid, status);
    }

    Job build(JobGuid itsGuid, String itsStatus) {
        return fields.job().guid(itsGuid).wireStatus(itsStatus).build();
    }
}
