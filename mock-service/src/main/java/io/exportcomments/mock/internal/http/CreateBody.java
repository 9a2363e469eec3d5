package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.internal.jobs.ApiError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request to create a job holds, checked. */
record CreateBody(String url, Map<String, @Nullable Object> options) {

    private static final Set<String> FLAGS =
            Set.of("replies", "tweets", "followers", "following", "likes", "live", "shares", "advanced", "facebookAds");
    private static final Set<String> TEXTS = Set.of("vpn", "pool", "cursor", "id");
    private static final Set<String> TIMES = Set.of("minTimestamp", "maxTimestamp");

    static CreateBody read(@Nullable String contentType, Buffer body) {
        JsonObject json = object(contentType, body);
        if (!(json.getValue("url") instanceof String url)) {
            throw ApiError.invalid("The field url is required and must be a string.");
        }
        return new CreateBody(url, options(json));
    }

    /** A body that is a JSON object, and says so. */
    static JsonObject object(@Nullable String contentType, Buffer body) {
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw ApiError.invalid("The Content-Type must be application/json.");
        }
        JsonObject json;
        try {
            json = body.toJsonObject();
        } catch (DecodeException | ClassCastException e) {
            throw ApiError.invalid("The body must be a JSON object.");
        }
        if (json == null) {
            throw ApiError.invalid("The body must be a JSON object.");
        }
        return json;
    }

    /** The options of a body, checked. */
    static Map<String, @Nullable Object> options(JsonObject json) {
        Object options = json.getValue("options");
        if (options != null && !(options instanceof JsonObject)) {
            throw ApiError.invalid("The field options must be an object.");
        }
        Map<String, @Nullable Object> given = options == null ? Map.of() : ((JsonObject) options).getMap();
        given.forEach(CreateBody::check);
        return given;
    }

    private static void check(String name, @Nullable Object value) {
        boolean good = value == null || fits(name, value);
        if (!good) {
            throw ApiError.of(422, null, "The option " + name + " is not valid.");
        }
    }

    private static boolean fits(String name, Object value) {
        if (FLAGS.contains(name)) {
            return value instanceof Boolean;
        }
        if (TEXTS.contains(name)) {
            return value instanceof String;
        }
        if (TIMES.contains(name)) {
            return whole(value) && ((Number) value).longValue() >= 0;
        }
        return switch (name) {
            case "limit" -> whole(value) && ((Number) value).longValue() > 0;
            case "cookies" -> cookies(value);
            default -> true;
        };
    }

    private static boolean whole(Object value) {
        return value instanceof Integer || value instanceof Long;
    }

    private static boolean cookies(Object value) {
        Map<?, ?> map = value instanceof JsonObject json ? json.getMap() : value instanceof Map<?, ?> m ? m : null;
        return map != null && map.values().stream().allMatch(v -> v instanceof String);
    }
}
