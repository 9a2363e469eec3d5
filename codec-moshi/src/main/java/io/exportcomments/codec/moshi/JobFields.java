package io.exportcomments.codec.moshi;

import com.squareup.moshi.JsonReader;
import io.exportcomments.codec.moshi.JobField.Vocabulary;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one job while they are read. What a known field holds but can't be made sense of is kept as an unknown field,
 * and so is what comes under a second spelling of a field that is already known; only the guid and the status must be there.
 */
final class JobFields {
    private static final int LONGEST_STATUS = 100;

    private final JsonInput in;
    private final Links links;
    private final Vocabulary vocabulary;
    private final Timestamps timestamps = new Timestamps();
    private Job.Builder job = Job.builder();
    private @Nullable JobGuid guid;
    private @Nullable String status;
    private final Set<JobField> taken = EnumSet.noneOf(JobField.class);
    /** Bits: the names met in the object that is read, by their index in the vocabulary. */
    private long met;
    /** The names met that no field has. */
    private Set<String> unknown = Set.of();

    JobFields(JsonInput in, Links links, Vocabulary vocabulary) {
        this.in = in;
        this.links = links;
        this.vocabulary = vocabulary;
    }

    /** Reads a whole object of a job's fields and nothing else. */
    void readObject() throws IOException {
        JsonReader reader = in.reader();
        reader.beginObject();
        while (reader.hasNext()) {
            read(reader.selectName(vocabulary.options()));
        }
        reader.endObject();
    }

    /**
     * Reads the field that was selected by its index in the vocabulary.
     *
     * @return whether it was a job's field, known or not; otherwise it is one of the envelope's, and still to be read
     */
    boolean read(int index) throws IOException {
        if (index < 0) {
            readUnknown(in.reader().nextName());
            return true;
        }
        if ((met & 1L << index) != 0) {
            throw JsonInput.duplicate(vocabulary.name(index));
        }
        met |= 1L << index;
        JobField field = vocabulary.field(index);
        if (field != null) {
            readKnown(field, vocabulary.name(index));
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
        job.unknownField(name, in.value());
    }

    private void readKnown(JobField field, String name) throws IOException {
        if (field == JobField.OPTIONS && in.reader().peek() == JsonReader.Token.BEGIN_OBJECT) {
            job.options(readOptions());
            taken.add(field);
            return;
        }
        Object value = in.value();
        if (value != null && !offer(field, value)) {
            job.unknownField(name, value);
        }
    }

    /** Adds what stood around the object that was read, which itself goes before. */
    void addAround(String name, @Nullable Object value) {
        JobField field = vocabulary.field(name);
        if (field == null) {
            if (!unknown.contains(name)) {
                job.unknownField(name, value);
            }
        } else if (value != null && !has(field) && !offer(field, value)) {
            job.unknownField(name, value);
        }
    }

    private boolean has(JobField field) {
        return taken.contains(field);
    }

    /** An option without a name can't be kept, and none is known. */
    private ExportOptions readOptions() throws IOException {
        ExportOptions.Builder options = ExportOptions.builder();
        JsonReader reader = in.reader();
        int named = 0;
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            Object value = in.value();
            if (!name.isBlank()) {
                options.set(name, value);
                named++;
            }
        }
        reader.endObject();
        ExportOptions read = options.build();
        if (read.asMap().size() != named) {
            throw new MalformedException("an option is there twice");
        }
        return read;
    }

    /** Takes a value for a field that has none yet; false if it has one, or if the value can't be one. */
    private boolean offer(JobField field, Object value) {
        if (has(field) || !take(field, value)) {
            return false;
        }
        taken.add(field);
        return true;
    }

    private boolean take(JobField field, Object value) {
        return switch (field) {
            case GUID, STATUS, URL, RAW_FILE, FILE_NAME, ERROR, TIMEZONE, PLATFORM, EXPORT_TYPE, PLAN ->
                value instanceof String text && takeText(field, text);
            case ID, TOTAL, TOTAL_EXPORTED, REPLIES_COUNT -> takeCount(field, Scalars.wholeNumber(value));
            case RETRY -> takeRetry(Scalars.smallNumber(value));
            case LOCKED, REPLIES -> takeYesOrNo(field, Scalars.yesOrNo(value));
            case JSON_URL, DOWNLOAD_LINK, STATUS_URL, PREVIEW_URL ->
                value instanceof String text && takeLink(field, links.resolve(text));
            case CREATED_AT, UPDATED_AT, EXPORTED_AT, DELETE_AFTER ->
                value instanceof String text && takeTime(field, timestamps.parse(text));
            case OPTIONS -> takeEmptyOptions(value);
        };
    }

    private boolean takeText(JobField field, String text) {
        switch (field) {
            case GUID -> {
                return takeGuid(text);
            }
            case STATUS -> {
                return takeStatus(text);
            }
            case URL -> job.url(text);
            case RAW_FILE -> job.rawFile(text);
            case FILE_NAME -> job.fileName(text);
            case ERROR -> job.error(text);
            case TIMEZONE -> job.timezone(text);
            case PLATFORM -> job.platform(text);
            case EXPORT_TYPE -> job.exportType(text);
            default -> job.plan(text);
        }
        return true;
    }

    private boolean takeGuid(String text) {
        try {
            guid = JobGuid.of(text);
            return true;
        } catch (IllegalArgumentException notAGuid) {
            return false;
        }
    }

    private boolean takeStatus(String text) {
        if (text.isBlank() || text.length() > LONGEST_STATUS || hasControl(text)) {
            return false;
        }
        status = text;
        return true;
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean takeCount(JobField field, @Nullable Long count) {
        if (count == null) {
            return false;
        }
        switch (field) {
            case ID -> job.id(count);
            case TOTAL -> job.total(count);
            case TOTAL_EXPORTED -> job.totalExported(count);
            default -> job.repliesCount(count);
        }
        return true;
    }

    private boolean takeRetry(@Nullable Integer count) {
        job.retry(count);
        return count != null;
    }

    private boolean takeYesOrNo(JobField field, @Nullable Boolean value) {
        if (value == null) {
            return false;
        }
        if (field == JobField.LOCKED) {
            job.locked(value);
        } else {
            job.replies(value);
        }
        return true;
    }

    private boolean takeLink(JobField field, @Nullable URI link) {
        if (link == null) {
            return false;
        }
        switch (field) {
            case JSON_URL -> job.jsonUrl(link);
            case DOWNLOAD_LINK -> job.downloadLink(link);
            case STATUS_URL -> job.statusUrl(link);
            default -> job.previewUrl(link);
        }
        return true;
    }

    private boolean takeTime(JobField field, @Nullable Instant time) {
        if (time == null) {
            return false;
        }
        switch (field) {
            case CREATED_AT -> job.createdAt(time);
            case UPDATED_AT -> job.updatedAt(time);
            case EXPORTED_AT -> job.exportedAt(time);
            default -> job.deleteAfter(time);
        }
        return true;
    }

    /** An empty map is an empty list in some languages' JSON. */
    private boolean takeEmptyOptions(Object value) {
        if (value instanceof Collection<?> list && list.isEmpty()) {
            job.options(ExportOptions.NONE);
            return true;
        }
        return false;
    }

    @Nullable JobGuid guid() {
        return guid;
    }

    @Nullable String status() {
        return status;
    }

    /** Begins another job; one object serves all jobs of a page. */
    void restart() {
        job = Job.builder();
        guid = null;
        status = null;
        taken.clear();
        met = 0;
        unknown = Set.of();
    }

    /** The job, by what was read. */
    Job build() throws MalformedException {
        if (guid == null) {
            throw new MalformedException("a job without a usable guid");
        }
        if (status == null) {
            throw new MalformedException("a job without a usable status");
        }
        return build(guid, status);
    }

    Job build(JobGuid itsGuid, String itsStatus) {
        return job.guid(itsGuid).wireStatus(itsStatus).build();
    }
}
