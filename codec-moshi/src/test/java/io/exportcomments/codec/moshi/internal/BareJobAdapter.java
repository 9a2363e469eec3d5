package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonReader;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * The yardstick: an adapter as one writes it for trusted, well-formed answers, of the same fields, without any check.
 */
final class BareJobAdapter {
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
            "total",
            "total_exported",
            "retry",
            "error",
            "platform",
            "export_type",
            "plan",
            "created_at",
            "updated_at",
            "exported_at",
            "delete_after",
            "download_url",
            "raw_file",
            "file_name",
            "replies",
            "replies_count",
            "timezone",
            "totalExported",
            "status_url",
            "preview_url");

    private static final TimestampParser TIMES = new TimestampParser();

    private BareJobAdapter() {}

    static List<Job> page(BufferedSource source) throws IOException {
        JsonReader reader = JsonReader.of(source);
        List<Job> jobs = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            jobs.add(job(reader));
        }
        reader.endArray();
        return jobs;
    }

    static Job job(JsonReader reader) throws IOException {
        Job.Builder job = Job.builder();
        reader.beginObject();
        while (reader.hasNext()) {
            int index = reader.selectName(NAMES);
            if (index < 0) {
                job.unknownField(reader.nextName(), reader.readJsonValue());
            } else if (reader.peek() == JsonReader.Token.NULL) {
                reader.nextNull();
            } else {
                field(reader, job, index);
            }
        }
        reader.endObject();
        return job.build();
    }

    private static void field(JsonReader reader, Job.Builder job, int index) throws IOException {
        switch (index) {
            case 0 -> job.id(reader.nextLong());
            case 1 -> job.guid(JobGuid.of(reader.nextString()));
            case 2 -> job.wireStatus(reader.nextString());
            case 3 -> job.url(reader.nextString());
            case 4 -> job.options(options(reader));
            case 5 -> job.locked(reader.nextBoolean());
            case 6 -> job.jsonUrl(URI.create(reader.nextString()));
            case 7, 20 -> job.downloadLink(URI.create(reader.nextString()));
            case 8, 21 -> job.rawFile(reader.nextString());
            case 9 -> job.total(reader.nextLong());
            case 10, 26 -> job.totalExported(reader.nextLong());
            case 11 -> job.retry(reader.nextInt());
            case 12 -> job.error(reader.nextString());
            case 13 -> job.platform(reader.nextString());
            case 14 -> job.exportType(reader.nextString());
            case 15 -> job.plan(reader.nextString());
            case 16 -> job.createdAt(TIMES.parse(reader.nextString()));
            case 17 -> job.updatedAt(TIMES.parse(reader.nextString()));
            case 18 -> job.exportedAt(TIMES.parse(reader.nextString()));
            case 19 -> job.deleteAfter(TIMES.parse(reader.nextString()));
            case 22 -> job.fileName(reader.nextString());
            case 23 -> job.replies(reader.nextBoolean());
            case 24 -> job.repliesCount(reader.nextLong());
            case 25 -> job.timezone(reader.nextString());
            case 27 -> job.statusUrl(URI.create(reader.nextString()));
            default -> job.previewUrl(URI.create(reader.nextString()));
        }
    }

    private static ExportOptions options(JsonReader reader) throws IOException {
        ExportOptions.Builder options = ExportOptions.builder();
        reader.beginObject();
        while (reader.hasNext()) {
            options.set(reader.nextName(), value(reader));
        }
        reader.endObject();
        return options.build();
    }

    private static @Nullable Object value(JsonReader reader) throws IOException {
        return switch (reader.peek()) {
            case STRING -> reader.nextString();
            case NUMBER -> reader.nextLong();
            case BOOLEAN -> reader.nextBoolean();
            case NULL -> reader.nextNull();
            default -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                reader.beginObject();
                while (reader.hasNext()) {
                    map.put(reader.nextName(), value(reader));
                }
                reader.endObject();
                yield map;
            }
        };
    }
}
