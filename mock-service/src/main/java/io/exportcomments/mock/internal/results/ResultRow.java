package io.exportcomments.mock.internal.results;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of a result. */
record ResultRow(
        int number,
        String id,
        @Nullable String parentId,
        String author,
        String profile,
        Instant publishedAt,
        int likes,
        int replies,
        String text,
        String url,
        Map<String, Object> ofPlatform) {

    /** The fields that all platforms share, in the order of the file's columns; those of the platform follow. */
    static final List<String> FIELDS = List.of(
            "number", "id", "parent_id", "author", "profile", "published_at", "likes", "replies", "text", "url");

    /** The values by field; numbers, texts and null. */
    Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("number", number);
        values.put("id", id);
        values.put("parent_id", parentId);
        values.put("author", author);
        values.put("profile", profile);
        values.put("published_at", publishedAt.toString());
        values.put("likes", likes);
        values.put("replies", replies);
        values.put("text", text);
        values.put("url", url);
        values.putAll(ofPlatform);
        return values;
    }
}
