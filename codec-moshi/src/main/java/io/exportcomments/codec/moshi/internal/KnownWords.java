package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonReader;
import io.exportcomments.job.ExportOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Words that answers repeat: each is found in the bytes, and no new text is made of it. Any other word is read as
 * usual.
 */
final class KnownWords {
    /** Statuses, time zones, plans, platforms and kinds of export. */
    static final KnownWords VALUES = new KnownWords(
            "queueing",
            "queued",
            "requeued",
            "requeuing",
            "progress",
            "processing",
            "done",
            "error",
            "failed",
            "stopped",
            "UTC",
            "premium",
            "business",
            "comments",
            "posts",
            "reviews",
            "followers",
            "youtube",
            "instagram",
            "facebook",
            "tiktok",
            "twitter",
            "linkedin",
            "reddit",
            "vimeo",
            "threads",
            "trustpilot",
            "discord");

    /** The names of options. */
    static final KnownWords OPTIONS = new KnownWords(Stream.concat(
                    Arrays.stream(ExportOptions.Flag.values()).map(ExportOptions.Flag::wireName),
                    Stream.of("limit", "minTimestamp", "maxTimestamp", "vpn", "cookies", "pool", "cursor", "id"))
            .toArray(String[]::new));

    private final String[] words;
    private final JsonReader.Options options;

    private KnownWords(String... words) {
        this.words = words;
        this.options = JsonReader.Options.of(words);
    }

    /** The text that comes next. */
    String next(JsonReader reader) throws IOException {
        int index = reader.selectString(options);
        return index < 0 ? reader.nextString() : words[index];
    }

    /** The name that comes next. */
    String nextName(JsonReader reader) throws IOException {
        int index = reader.selectName(options);
        return index < 0 ? reader.nextName() : words[index];
    }
}
