package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonReader;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to a command such as stopping a job. No source describes it: it may hold the job, or say only that
 * the command was taken.
 */
public final class CommandAnswer {
    private CommandAnswer() {}

    /**
     * The job, of which perhaps the guid is all that is known; empty if the answer names none and does not say that the
     * command failed.
     */
    public static Optional<Job> readJob(JsonInput in, LinkResolver links) throws IOException {
        JsonInput look = in.fromStart();
        boolean object = look.reader().peek() == JsonReader.Token.BEGIN_OBJECT;
        Map<String, @Nullable Object> fields = object ? look.object() : Map.of();
        Optional<String> guid = Reasons.text(fields.get("guid"));
        if (guid.isPresent() && Reasons.text(fields.get("status")).isPresent()) {
            return Optional.of(JobReader.readJob(in, links));
        }
        if (saysThatItFailed(in.value())) {
            throw new MalformedJsonException("not a job");
        }
        return guid.isPresent() ? Optional.of(named(guid.get())) : Optional.empty();
    }

    private static Job named(String guid) throws MalformedJsonException {
        try {
            return Job.builder(JobGuid.of(guid), JobStatus.UNKNOWN).build();
        } catch (IllegalArgumentException invalid) {
            throw new MalformedJsonException("a job without a valid guid");
        }
    }

    private static boolean saysThatItFailed(@Nullable Object answer) {
        if (answer instanceof Map<?, ?> fields) {
            return Boolean.FALSE.equals(Scalars.yesOrNo(fields.get("success")))
                    || Stream.of("error", "errors", "error_code").anyMatch(name -> isError(fields.get(name)));
        }
        return Boolean.FALSE.equals(answer);
    }

    private static boolean isError(@Nullable Object error) {
        return Boolean.TRUE.equals(error)
                || (error instanceof String text && !text.isBlank())
                || (error instanceof Map<?, ?> fields && !fields.isEmpty())
                || (error instanceof List<?> list && !list.isEmpty());
    }
}
