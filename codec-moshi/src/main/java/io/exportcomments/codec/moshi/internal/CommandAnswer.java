package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonReader;
import io.exportcomments.job.Job;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to a command such as stopping a job. No source describes it: it may hold the job, or say only that
 * the command was taken.
 */
public final class CommandAnswer {
    private CommandAnswer() {}

    /** The job; empty if the answer holds none and does not say that the command failed. */
    public static Optional<Job> readJob(JsonInput in, LinkResolver links) throws IOException {
        JsonInput look = in.fromStart();
        boolean object = look.reader().peek() == JsonReader.Token.BEGIN_OBJECT;
        if (object && look.object().containsKey("guid")) {
            return Optional.of(JobReader.readJob(in, links));
        }
        if (saysThatItFailed(in.value())) {
            throw new MalformedJsonException("not a job");
        }
        return Optional.empty();
    }

    private static boolean saysThatItFailed(@Nullable Object answer) {
        if (answer instanceof Map<?, ?> fields) {
            return Boolean.FALSE.equals(Scalars.yesOrNo(fields.get("success"))) || isError(fields.get("error"));
        }
        return Boolean.FALSE.equals(answer);
    }

    private static boolean isError(@Nullable Object error) {
        return Boolean.TRUE.equals(error)
                || (error instanceof String text && !text.isBlank())
                || (error instanceof Map<?, ?> fields && !fields.isEmpty());
    }
}
