package io.exportcomments.codec.moshi.internal;

import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.WebLink;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets the known fields of one job from JSON values of whatever type they came in. */
final class JobFieldSetter {
    private static final int LONGEST_STATUS = 100;

    private final LinkResolver links;
    /** Null until a time stamp comes: most events have none. */
    private @Nullable TimestampParser timestamps;

    private Job.Builder job = Job.builder();
    private @Nullable JobGuid guid;
    private @Nullable String status;

    JobFieldSetter(LinkResolver links) {
        this.links = links;
    }

    /** Begins another job. */
    void restart() {
        job = Job.builder();
        guid = null;
        status = null;
    }

    /** What was set so far. */
    Job.Builder job() {
        return job;
    }

    @Nullable JobGuid guid() {
        return guid;
    }

    @Nullable String status() {
        return status;
    }

    /** The URL that was set, and all that may say why it has no job. */
    Map<String, @Nullable Object> said() {
        Job read = job.guid(JobGuid.of("none")).status(JobStatus.UNKNOWN).build();
        Map<String, @Nullable Object> said = new HashMap<>(read.unknownFields());
        read.url().ifPresent(url -> said.put("url", url));
        read.error().ifPresent(error -> said.putIfAbsent("error", error));
        return said;
    }

    /** The parser of all time stamps of the document. */
    TimestampParser timestamps() {
        TimestampParser parser = timestamps == null ? new TimestampParser() : timestamps;
        timestamps = parser;
        return parser;
    }

    /** Sets a field, a time also by an instant; false if the value makes no sense for it. */
    boolean set(JobField field, Object value) {
        return switch (field) {
            case ERROR -> setError(value);
            case GUID, STATUS, URL, RAW_FILE, FILE_NAME, RESULT_NOTE, TIMEZONE, PLATFORM, EXPORT_TYPE, PLAN ->
                value instanceof String text && setText(field, text);
            case ID, TOTAL, TOTAL_EXPORTED, REPLIES_COUNT -> setCount(field, Scalars.wholeNumber(value));
            case RETRY -> setRetry(Scalars.smallNumber(value));
            case LOCKED, REPLIES -> setYesOrNo(field, Scalars.yesOrNo(value));
            case JSON_URL, DOWNLOAD_LINK, STATUS_URL, PREVIEW_URL ->
                value instanceof String text && setLink(field, links.resolve(text));
            case CREATED_AT, UPDATED_AT, EXPORTED_AT, DELETE_AFTER ->
                value instanceof Instant time
                        ? setTime(field, time)
                        : value instanceof String text
                                && setTime(field, timestamps().parse(text));
            case OPTIONS -> setOptions(value);
        };
    }

    private boolean setText(JobField field, String text) {
        switch (field) {
            case GUID -> {
                return setGuid(text);
            }
            case STATUS -> {
                return setStatus(text);
            }
            case URL -> job.url(text);
            case RAW_FILE -> job.rawFile(text);
            case FILE_NAME -> job.fileName(text);
            case RESULT_NOTE -> job.resultNote(text);
            case TIMEZONE -> job.timezone(text);
            case PLATFORM -> job.platform(text);
            case EXPORT_TYPE -> job.exportType(text);
            default -> job.plan(text);
        }
        return true;
    }

    /** Of an object, the text in it that says why; the object is kept as well. */
    private boolean setError(Object value) {
        Reasons.reason(value).ifPresent(job::error);
        return value instanceof String text && !text.isBlank();
    }

    private boolean setGuid(String text) {
        try {
            guid = JobGuid.of(text);
            return true;
        } catch (IllegalArgumentException notAGuid) {
            return false;
        }
    }

    private boolean setStatus(String text) {
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

    private boolean setCount(JobField field, @Nullable Long count) {
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

    private boolean setRetry(@Nullable Integer count) {
        job.retry(count);
        return count != null;
    }

    private boolean setYesOrNo(JobField field, @Nullable Boolean value) {
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

    private boolean setLink(JobField field, @Nullable WebLink link) {
        if (link == null) {
            return false;
        }
        switch (field) {
            case JSON_URL -> job.jsonUrlOf(link);
            case DOWNLOAD_LINK -> job.downloadLinkOf(link);
            case STATUS_URL -> job.statusUrlOf(link);
            default -> job.previewUrlOf(link);
        }
        return true;
    }

    private boolean setTime(JobField field, @Nullable Instant time) {
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

    /** Options that stand beside an event's details; some languages write an empty map as an empty list. */
    private boolean setOptions(Object value) {
        if (value instanceof Collection<?> list && list.isEmpty()) {
            job.options(ExportOptions.NONE);
            return true;
        }
        if (!(value instanceof Map<?, ?> named)) {
            return false;
        }
        ExportOptions.Builder options = ExportOptions.builder();
        named.forEach((name, setting) -> {
            if (name instanceof String text && !text.isBlank()) {
                options.set(text, setting);
            }
        });
        job.options(options.build());
        return true;
    }
}
