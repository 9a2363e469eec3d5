package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonWriter;
import io.exportcomments.adapter.JsonText;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Writes requests and jobs, with the field names of the service's export jobs page. */
public final class JobWriter {
    private static final int DEEPEST = 64;

    private final JsonWriter out;

    private JobWriter(JsonWriter out) {
        this.out = out;
        out.setSerializeNulls(true);
    }

    /** The body of a request for a job. */
    public static byte[] encode(ExportRequest request) {
        return encode(body("url", request.url(), request.options()));
    }

    /** The body of a request for a batch. */
    public static byte[] encode(BatchRequest request) {
        return encode(body("urls", request.urls(), request.options()));
    }

    /** Without options the field is left out, so that the service's defaults apply. */
    private static Map<String, @Nullable Object> body(String name, Object wanted, ExportOptions options) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(name, wanted);
        if (!options.asMap().isEmpty()) {
            fields.put("options", options.asMap());
        }
        return fields;
    }

    /** A job with all its fields. */
    public static byte[] encode(Job job) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (JobField field : JobField.values()) {
            Object value = valueOf(job, field);
            if (value != null) {
                fields.put(freeName(field, job), value);
            }
        }
        job.unknownFields().forEach((name, value) -> {
            if (!fields.containsKey(name)) {
                fields.put(name, value);
            }
        });
        return encode(fields);
    }

    private static byte[] encode(Map<String, @Nullable Object> fields) {
        if (HalfPairs.isIn(fields, DEEPEST)) {
            // Moshi would write a question mark in place of each.
            return JsonText.of(HalfPairs.plain(fields)).getBytes(StandardCharsets.UTF_8);
        }
        Buffer bytes = new Buffer();
        try {
            new JobWriter(JsonWriter.of(bytes)).map(fields, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("I/O error in memory", e);
        }
        return bytes.readByteArray();
    }

    /**
     * A value that came under a second spelling is an unknown field of that name, so the known field is written under
     * another.
     */
    private static String freeName(JobField field, Job job) {
        return field.spellings().stream()
                .filter(name -> !job.unknownFields().containsKey(name))
                .findFirst()
                .orElse(field.spellings().get(0));
    }

    private static @Nullable Object valueOf(Job job, JobField field) {
        return switch (field) {
            case ID -> orNull(job.id());
            case GUID -> job.guid().value();
            case STATUS -> job.wireStatus();
            case URL -> orNull(job.url());
            case OPTIONS -> orNull(job.options().map(options -> options.asMap()));
            case LOCKED -> orNull(job.locked());
            case JSON_URL -> textOrNull(job.jsonUrl());
            case DOWNLOAD_LINK -> textOrNull(job.downloadLink());
            case RAW_FILE -> orNull(job.rawFile());
            case FILE_NAME -> orNull(job.fileName());
            case TOTAL -> orNull(job.total());
            case TOTAL_EXPORTED -> orNull(job.totalExported());
            case RETRY -> orNull(job.retry());
            case ERROR -> orNull(job.error());
            case RESULT_NOTE -> orNull(job.resultNote());
            case REPLIES -> orNull(job.replies());
            case REPLIES_COUNT -> orNull(job.repliesCount());
            case TIMEZONE -> orNull(job.timezone());
            case PLATFORM -> orNull(job.platform());
            case EXPORT_TYPE -> orNull(job.exportType());
            case PLAN -> orNull(job.plan());
            case CREATED_AT -> textOrNull(job.createdAt());
            case UPDATED_AT -> textOrNull(job.updatedAt());
            case EXPORTED_AT -> textOrNull(job.exportedAt());
            case DELETE_AFTER -> textOrNull(job.deleteAfter());
            case STATUS_URL -> textOrNull(job.statusUrl());
            case PREVIEW_URL -> textOrNull(job.previewUrl());
        };
    }

    private static @Nullable Object orNull(Optional<?> value) {
        return value.isPresent() ? value.get() : null;
    }

    private static @Nullable Object textOrNull(Optional<?> value) {
        return value.isPresent() ? value.get().toString() : null;
    }

    private static @Nullable Object orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static @Nullable Object orNull(OptionalInt value) {
        return value.isPresent() ? (long) value.getAsInt() : null;
    }

    private void value(@Nullable Object value, int depth) throws IOException {
        if (value == null) {
            out.nullValue();
        } else if (value instanceof String text) {
            out.value(text);
        } else if (value instanceof Boolean bool) {
            out.value(bool);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Map<?, ?> map) {
            map(map, depth + 1);
        } else if (value instanceof List<?> list) {
            list(list, depth + 1);
        } else {
            throw new IllegalArgumentException(
                    "Not a plain JSON value: a " + value.getClass().getName());
        }
    }

    private void number(Number number) throws IOException {
        out.value(plain(number));
    }

    /** A number whose text is JSON. */
    static Number plain(Number number) {
        boolean plain = number instanceof Long
                || number instanceof Integer
                || number instanceof BigDecimal
                || number instanceof BigInteger;
        // The text of other numbers may not be JSON; NumberFormatException is an IllegalArgumentException.
        return plain ? number : new BigDecimal(number.toString());
    }

    private void map(Map<?, ?> map, int depth) throws IOException {
        check(depth);
        out.beginObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.name(String.valueOf(entry.getKey()));
            value(entry.getValue(), depth);
        }
        out.endObject();
    }

    private void list(List<?> list, int depth) throws IOException {
        check(depth);
        out.beginArray();
        for (Object element : list) {
            value(element, depth);
        }
        out.endArray();
    }

    static void check(int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("Values nest deeper than " + DEEPEST + " levels");
        }
    }
}
