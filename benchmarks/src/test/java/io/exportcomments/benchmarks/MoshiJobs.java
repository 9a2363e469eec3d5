package io.exportcomments.benchmarks;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An adapter for Moshi, written by hand, as cheap as it can be: for answers that are as expected. */
final class MoshiJobs extends JsonAdapter<PlainJob> {
    private static final JsonReader.Options NAMES = JsonReader.Options.of(
            "id",
            "guid",
            "status",
            "url",
            "options",
            "locked",
            "json_url",
            "download_link",
            "rawFile",
            "file_name",
            "total",
            "total_exported",
            "retry",
            "error",
            "replies",
            "replies_count",
            "timezone",
            "platform",
            "export_type",
            "plan",
            "created_at",
            "updated_at",
            "exported_at");

    List<PlainJob> page(JsonReader reader) throws IOException {
        List<PlainJob> jobs = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            jobs.add(fromJson(reader));
        }
        reader.endArray();
        return jobs;
    }

    @Override
    public PlainJob fromJson(JsonReader reader) throws IOException {
        PlainJob job = new PlainJob();
        reader.beginObject();
        while (reader.hasNext()) {
            int name = reader.selectName(NAMES);
            if (name < 0) {
                reader.skipName();
                reader.skipValue();
            } else if (reader.peek() == JsonReader.Token.NULL) {
                reader.skipValue();
            } else {
                field(reader, job, name);
            }
        }
        reader.endObject();
        return job;
    }

    private static void field(JsonReader reader, PlainJob job, int name) throws IOException {
        switch (name) {
            case 0 -> job.id = reader.nextLong();
            case 1 -> job.guid = reader.nextString();
            case 2 -> job.status = reader.nextString();
            case 3 -> job.url = reader.nextString();
            case 4 -> job.options = options(reader);
            case 5 -> job.locked = reader.nextBoolean();
            case 6 -> job.jsonUrl = reader.nextString();
            case 7 -> job.downloadLink = reader.nextString();
            case 8 -> job.rawFile = reader.nextString();
            case 9 -> job.fileName = reader.nextString();
            case 10 -> job.total = reader.nextLong();
            case 11 -> job.totalExported = reader.nextLong();
            case 12 -> job.retry = reader.nextInt();
            case 13 -> job.error = reader.nextString();
            case 14 -> job.replies = reader.nextBoolean();
            case 15 -> job.repliesCount = reader.nextLong();
            case 16 -> job.timezone = reader.nextString();
            case 17 -> job.platform = reader.nextString();
            case 18 -> job.exportType = reader.nextString();
            case 19 -> job.plan = reader.nextString();
            case 20 -> job.createdAt = reader.nextString();
            case 21 -> job.updatedAt = reader.nextString();
            default -> job.exportedAt = reader.nextString();
        }
    }

    private static Map<String, Object> options(JsonReader reader) throws IOException {
        Map<String, Object> options = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            switch (reader.peek()) {
                case BOOLEAN -> options.put(name, reader.nextBoolean());
                case NUMBER -> options.put(name, reader.nextLong());
                default -> options.put(name, reader.nextString());
            }
        }
        reader.endObject();
        return options;
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable PlainJob value) {
        throw new UnsupportedOperationException("Jobs are only read");
    }
}
