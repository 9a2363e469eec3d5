package io.exportcomments.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.squareup.moshi.JsonReader;
import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.Operation;
import java.net.URI;
import java.util.Map;
import okio.Buffer;

/** A page of 100 jobs, from bytes that are there. */
final class DecodedPage implements Comparison {
    private static final int JOBS = 100;

    private final byte[] json = Samples.page(JOBS);

    @Override
    public Map<String, Work> sides() {
        ObjectReader databind = new ObjectMapper().readerForListOf(PlainJob.class);
        ObjectReader typed = new ObjectMapper().readerForListOf(TypedJob.class);
        MoshiJobs moshi = new MoshiJobs();
        JacksonStreamJobs streaming = new JacksonStreamJobs();
        JobCodec codec = new JobCodec(URI.create("https://exportcomments.com"));
        ErrorContext context = ErrorContext.of(Operation.LIST, null);
        Buffer ours = new Buffer();
        Buffer theirs = new Buffer();
        return Map.of(
                OURS,
                () -> codec.decodePage(ours.write(json), 1, JOBS, context),
                "Moshi, by hand",
                () -> moshi.page(JsonReader.of(theirs.write(json))),
                "Jackson databind",
                () -> typed.readValue(json),
                "Jackson databind, text alone",
                () -> databind.readValue(json),
                "Jackson streaming",
                () -> streaming.page(json));
    }
}
