package io.exportcomments.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.squareup.moshi.JsonReader;
import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import java.net.URI;
import java.util.Map;
import okio.Buffer;

/** A job, from bytes that are there. */
final class DecodedJob implements Comparison {
    private final byte[] json = Samples.utf8(Samples.job(Samples.GUID));

    @Override
    public Map<String, Work> sides() {
        ObjectReader databind = new ObjectMapper().readerFor(PlainJob.class);
        ObjectReader typed = new ObjectMapper().readerFor(TypedJob.class);
        MoshiJobs moshi = new MoshiJobs();
        JacksonStreamJobs streaming = new JacksonStreamJobs();
        JobCodec codec = new JobCodec(URI.create("https://exportcomments.com"));
        ErrorContext context = ErrorContext.of(Operation.GET, JobGuid.of(Samples.GUID));
        Buffer ours = new Buffer();
        Buffer theirs = new Buffer();
        return Map.of(
                OURS,
                () -> codec.decodeJob(ours.write(json), context),
                "Moshi, by hand",
                () -> moshi.fromJson(JsonReader.of(theirs.write(json))),
                "Jackson databind",
                () -> typed.readValue(json),
                "Jackson databind, text alone",
                () -> databind.readValue(json),
                "Jackson streaming",
                () -> streaming.job(json));
    }
}
