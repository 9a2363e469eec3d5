package io.exportcomments.benchmarks;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import okio.Buffer;

/** What is pushed about a job, read by hand, as cheap as it can be: for events that are as expected. */
final class MoshiProgress {
    private static final JsonReader.Options NAMES =
            JsonReader.Options.of("event", "guid", "status", "details", "url", "totalExported", "total");

    private MoshiProgress() {}

    static PlainJob read(byte[] json) throws IOException {
        JsonReader reader = JsonReader.of(new Buffer().write(json));
        PlainJob job = new PlainJob();
        readObject(reader, job);
        return job;
    }

    private static void readObject(JsonReader reader, PlainJob job) throws IOException {
        reader.beginObject();
        while (reader.hasNext()) {
            int name = reader.selectName(NAMES);
            if (name < 0) {
                reader.skipName();
                reader.skipValue();
            } else if (reader.peek() == JsonReader.Token.NULL) {
                reader.skipValue();
            } else {
                readField(reader, job, name);
            }
        }
        reader.endObject();
    }

    private static void readField(JsonReader reader, PlainJob job, int name) throws IOException {
        switch (name) {
            case 0 -> job.exportType = reader.nextString();
            case 1 -> job.guid = reader.nextString();
            case 2 -> job.status = reader.nextString();
            case 3 -> readObject(reader, job);
            case 4 -> job.url = reader.nextString();
            case 5 -> job.totalExported = reader.nextLong();
            default -> job.total = reader.nextLong();
        }
    }
}
