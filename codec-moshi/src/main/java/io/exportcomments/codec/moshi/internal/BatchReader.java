package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonReader;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.RejectedUrl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers about batches. In which form the rejected URLs come is not said, so several are understood: texts,
 * objects with a URL and a reason, or an object with a reason for each URL.
 */
public final class BatchReader {
    private static final List<String> ID = List.of("batchId", "batch_id");

    private final JsonInput in;
    private final LinkResolver links;
    private final List<Job> jobs = new ArrayList<>();
    private final List<RejectedUrl> rejected = new ArrayList<>();
    private @Nullable BatchId batchId;
    private @Nullable Boolean complete;
    private boolean hasExports;

    private BatchReader(JsonInput in, LinkResolver links) {
        this.in = in;
        this.links = links;
    }

    /** The answer to a batch that was sent. */
    public static BatchReceipt readReceipt(JsonInput in) throws IOException {
        if (in.reader().peek() != JsonReader.Token.BEGIN_OBJECT) {
            throw new MalformedJsonException("not a batch");
        }
        Map<String, @Nullable Object> fields = in.object();
        List<JobGuid> guids = new ArrayList<>();
        for (Object guid : list(fields.get("guids"))) {
            if (guid != null) {
                guids.add(guid(guid));
            }
        }
        BatchId id = null;
        for (String name : ID) {
            id = id == null ? id(fields.get(name)) : id;
        }
        if (id == null) {
            throw new MalformedJsonException("a batch without an id");
        }
        return new BatchReceipt(Optional.of(id), guids, rejected(fields.get("errors")));
    }

    /** The state of a batch. */
    public static BatchState readState(JsonInput in, LinkResolver links, BatchId batchId) throws IOException {
        return new BatchReader(in, links).read(batchId);
    }

    private BatchState read(BatchId askedId) throws IOException {
        JsonReader reader = in.reader();
        Set<String> names = new HashSet<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (!names.add(name)) {
                throw JsonInput.duplicate(name);
            }
            readField(name);
        }
        reader.endObject();
        if (!hasExports) {
            throw new MalformedJsonException("a batch without exports");
        }
        boolean ended = jobs.stream().allMatch(job -> job.status().isTerminal());
        return new BatchState(batchId == null ? askedId : batchId, complete == null ? ended : complete, jobs, rejected);
    }

    private void readField(String name) throws IOException {
        if (name.equals("exports")) {
            readExports(in.reader().peek());
            return;
        }
        Object value = in.value();
        if (ID.contains(name)) {
            BatchId id = id(value);
            batchId = id == null ? batchId : id;
        } else if (name.equals("is_complete")) {
            complete = Scalars.yesOrNo(value);
        } else if (name.equals("errors")) {
            rejected.addAll(rejected(value));
        }
    }

    /** A list, or an object whose names are the places of its elements. */
    private void readExports(JsonReader.Token next) throws IOException {
        JsonReader reader = in.reader();
        JobReader fields = new JobReader(in, links, FieldNames.REST);
        if (next == JsonReader.Token.BEGIN_ARRAY) {
            reader.beginArray();
            while (reader.hasNext()) {
                readExport(fields);
            }
            reader.endArray();
            hasExports = true;
        } else if (next == JsonReader.Token.BEGIN_OBJECT) {
            reader.beginObject();
            while (reader.hasNext()) {
                reader.skipName();
                readExport(fields);
                hasExports = true;
            }
            reader.endObject();
        } else {
            reader.skipValue();
        }
    }

    private void readExport(JobReader fields) throws IOException {
        fields.restart();
        fields.readObject();
        if (fields.guid() == null) {
            rejected.add(rejectedUrl(fields.said()));
        } else {
            jobs.add(fields.build());
        }
    }

    private static JobGuid guid(Object guid) throws MalformedJsonException {
        try {
            return JobGuid.of(guid.toString());
        } catch (IllegalArgumentException invalid) {
            throw new MalformedJsonException("a batch with a guid that is not valid");
        }
    }

    private static @Nullable BatchId id(@Nullable Object value) throws MalformedJsonException {
        boolean isText = value instanceof String text && !text.isBlank();
        if (!isText && !(value instanceof Long)) {
            return null;
        }
        try {
            return BatchId.of(String.valueOf(value));
        } catch (IllegalArgumentException invalid) {
            throw new MalformedJsonException("a batch with an id that is not valid");
        }
    }

    /** The elements of a list. PHP writes a list with gaps as an object, whose names are their places. */
    private static List<?> list(@Nullable Object value) {
        if (value instanceof Map<?, ?> byPlace) {
            return new ArrayList<>(byPlace.values());
        }
        return value instanceof List<?> list ? list : List.of();
    }

    private static List<RejectedUrl> rejected(@Nullable Object errors) {
        if (errors instanceof Map<?, ?> byUrl && !byUrl.keySet().stream().allMatch(BatchReader::isPlace)) {
            return byUrl.entrySet().stream()
                    .map(error -> new RejectedUrl(
                            Reasons.text(error.getKey()),
                            Reasons.reason(error.getValue()),
                            Reasons.code(error.getValue())))
                    .toList();
        }
        return list(errors).stream().map(BatchReader::rejectedUrl).toList();
    }

    private static boolean isPlace(Object name) {
        return name.toString().chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static RejectedUrl rejectedUrl(@Nullable Object error) {
        if (error instanceof Map<?, ?> fields) {
            return new RejectedUrl(Reasons.text(fields.get("url")), Reasons.reason(fields), Reasons.code(fields));
        }
        Optional<String> said = Reasons.text(error);
        boolean isUrl = said.filter(text -> text.matches("(?i)https?://\\S+")).isPresent();
        return isUrl ? new RejectedUrl(said, Optional.empty()) : new RejectedUrl(Optional.empty(), said);
    }
}
