package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonReader;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of jobs: a bare array, or an envelope around one, whose page, limit and total are used where they are
 * valid.
 */
public final class PageReader {
    private static final JsonReader.Options ENVELOPE = JsonReader.Options.of("items", "data", "page", "limit", "total");
    private static final String[] ENVELOPE_NAMES = {"items", "data", "page", "limit", "total"};

    private final JsonInput in;
    private final LinkResolver links;
    private int page;
    private int limit;
    private OptionalLong total = OptionalLong.empty();
    private @Nullable List<Job> jobs;

    private PageReader(JsonInput in, LinkResolver links, int page, int limit) {
        this.in = in;
        this.links = links;
        this.page = page;
        this.limit = limit;
    }

    /**
     * Reads a page.
     *
     * @param page the page that was asked for
     * @param limit the limit that was asked for
     */
    public static JobPage readPage(JsonInput in, LinkResolver links, int page, int limit) throws IOException {
        return new PageReader(in, links, page, limit).read();
    }

    private JobPage read() throws IOException {
        JsonReader.Token first = in.reader().peek();
        if (first == JsonReader.Token.BEGIN_ARRAY) {
            jobs = readJobs();
        } else if (first == JsonReader.Token.BEGIN_OBJECT) {
            readEnvelope();
        }
        if (jobs == null) {
            throw new MalformedJsonException("no list of jobs");
        }
        return new JobPage(jobs, page, limit, total);
    }

    private List<Job> readJobs() throws IOException {
        JsonReader reader = in.reader();
        List<Job> read = new ArrayList<>();
        JobReader fields = new JobReader(in, links, FieldNames.REST);
        reader.beginArray();
        while (reader.hasNext()) {
            int number = read.size() + 1;
            if (reader.peek() != JsonReader.Token.BEGIN_OBJECT) {
                throw new MalformedJsonException("a list element that is not a job").inEntry(number);
            }
            fields.restart();
            fields.readObject();
            read.add(built(fields, number));
        }
        reader.endArray();
        return read;
    }

    private static Job built(JobReader fields, int number) throws MalformedJsonException {
        try {
            return fields.build();
        } catch (MalformedJsonException e) {
            throw e.inEntry(number);
        }
    }

    private void readEnvelope() throws IOException {
        JsonReader reader = in.reader();
        int met = 0;
        reader.beginObject();
        while (reader.hasNext()) {
            int index = reader.selectName(ENVELOPE);
            if (index < 0) {
                reader.skipName();
                reader.skipValue();
                continue;
            }
            if ((met & 1 << index) != 0) {
                throw JsonInput.duplicate(ENVELOPE_NAMES[index]);
            }
            met |= 1 << index;
            readField(index);
        }
        reader.endObject();
    }

    private void readField(int index) throws IOException {
        switch (index) {
            case 0, 1 -> readArray();
            case 2 -> page = positive(in.value(), page);
            case 3 -> limit = positive(in.value(), limit);
            default -> {
                Long count = Scalars.wholeNumber(in.value());
                total = count == null || count < 0 ? OptionalLong.empty() : OptionalLong.of(count);
            }
        }
    }

    private void readArray() throws IOException {
        if (in.reader().peek() != JsonReader.Token.BEGIN_ARRAY) {
            in.reader().skipValue();
            return;
        }
        if (jobs != null) {
            throw new MalformedJsonException("two lists of jobs");
        }
        jobs = readJobs();
    }

    private static int positive(@Nullable Object value, int otherwise) {
        Integer number = Scalars.smallNumber(value);
        return number == null || number < 1 ? otherwise : number;
    }
}
