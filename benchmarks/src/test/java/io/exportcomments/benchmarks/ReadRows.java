package io.exportcomments.benchmarks;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.squareup.moshi.JsonReader;
import io.exportcomments.codec.moshi.JobCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
import java.util.Map;
import okio.Okio;

/** All rows of a JSON result, one after the other. */
final class ReadRows implements Comparison {
    private static final int ROWS = 2_000;

    private final byte[] json = Samples.rows(ROWS);

    @Override
    public int operations() {
        return ROWS;
    }

    @Override
    public Map<String, Work> sides() {
        ObjectReader databind = new ObjectMapper().readerFor(Map.class);
        JobCodec codec = new JobCodec(URI.create("https://exportcomments.com"));
        return Map.of(
                OURS,
                () -> count(codec.rows().read(new ByteArrayInputStream(json))),
                "Jackson databind",
                () -> jackson(databind),
                "Moshi",
                this::moshi);
    }

    private static int count(Iterator<?> rows) {
        int count = 0;
        while (rows.hasNext()) {
            count += ((Map<?, ?>) rows.next()).size();
        }
        return count;
    }

    private int jackson(ObjectReader databind) throws IOException {
        try (MappingIterator<Map<String, Object>> rows = databind.readValues(new ByteArrayInputStream(json))) {
            return count(rows);
        }
    }

    private int moshi() throws IOException {
        JsonReader reader = JsonReader.of(Okio.buffer(Okio.source(new ByteArrayInputStream(json))));
        int count = 0;
        reader.beginArray();
        while (reader.hasNext()) {
            count += ((Map<?, ?>) reader.readJsonValue()).size();
        }
        reader.endArray();
        return count;
    }
}
