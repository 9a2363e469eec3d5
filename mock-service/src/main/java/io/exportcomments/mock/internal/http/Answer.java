package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.internal.jobs.ApiError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the service says to a request, before any fault. Immutable.
 *
 * @param status the status
 * @param headers all but the length
 * @param bytes the body, when it is no file
 * @param slice the body, when it is a part of a file
 * @param job that it is about, when it is about one
 */
record Answer(
        int status,
        Map<String, String> headers,
        Buffer bytes,
        @Nullable Slice slice,
        @Nullable UUID job) {

    private static final String JSON = "application/json";

    /** A part of a file. */
    record Slice(Path file, long offset, long length) {}

    static Answer json(int status, Buffer body) {
        return new Answer(status, Map.of("Content-Type", JSON), body, null, null);
    }

    static Answer text(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "text/plain; charset=utf-8"), Buffer.buffer(body), null, null);
    }

    static Answer file(int status, Map<String, String> headers, Slice slice) {
        return new Answer(status, headers, Buffer.buffer(), slice, null);
    }

    static Answer error(ApiError refusal, boolean secondsAsText, boolean retryAfter) {
        JsonObject body = new JsonObject().put("status_code", refusal.status());
        if (refusal.code() != null) {
            body.put("error_code", refusal.code());
        }
        Long seconds = refusal.secondsToWait();
        if (seconds != null) {
            body.put("seconds_to_wait", secondsAsText ? seconds.toString() : seconds);
        }
        body.put("error", refusal.detail()).put("detail", refusal.detail());
        Answer answer = json(refusal.status(), body.toBuffer());
        return seconds != null && retryAfter ? answer.header("Retry-After", seconds.toString()) : answer;
    }

    Answer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, bytes, slice, job);
    }

    Answer about(UUID guid) {
        return new Answer(status, headers, bytes, slice, guid);
    }

    Answer with(Buffer body) {
        return new Answer(status, headers, body, null, job);
    }

    long length() {
        return slice == null ? bytes.length() : slice.length();
    }
}
