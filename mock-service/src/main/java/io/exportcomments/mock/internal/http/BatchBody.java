package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.internal.jobs.ApiError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request to create a batch holds, checked. */
record BatchBody(List<String> urls, Map<String, @Nullable Object> options) {

    static BatchBody read(@Nullable String contentType, Buffer body) {
        JsonObject json = CreateBody.object(contentType, body);
        if (!(json.getValue("urls") instanceof JsonArray urls) || urls.isEmpty()) {
            throw ApiError.invalid("The field urls is required and must be an array of strings.");
        }
        if (!urls.stream().allMatch(String.class::isInstance)) {
            throw ApiError.invalid("The field urls must be an array of strings.");
        }
        return new BatchBody(urls.stream().map(String.class::cast).toList(), CreateBody.options(json));
    }
}
