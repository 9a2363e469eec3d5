package io.exportcomments.mock.internal.results;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of a result. */
record Comment(
        int number,
        String id,
        @Nullable String parentId,
        String author,
        String profile,
        Instant publishedAt,
        int likes,
        int replies,
        String text,
        String url) {

    /** The fields in the order of the file's columns. */
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
        return values;
    }
}
