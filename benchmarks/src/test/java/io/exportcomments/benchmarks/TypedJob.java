package io.exportcomments.benchmarks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job as a program writes it down that works with it: links and times have their own types, as ours have. */
@JsonIgnoreProperties(ignoreUnknown = true)
final class TypedJob {
    @JsonProperty
    long id;

    @JsonProperty
    @Nullable String guid;

    @JsonProperty
    @Nullable String status;

    @JsonProperty
    @Nullable String url;

    @JsonProperty
    @Nullable Map<String, Object> options;

    @JsonProperty
    boolean locked;

    @JsonProperty("json_url")
    @Nullable URI jsonUrl;

    @JsonProperty("download_link")
    @Nullable URI downloadLink;

    @JsonProperty("rawFile")
    @Nullable String rawFile;

    @JsonProperty("file_name")
    @Nullable String fileName;

    @JsonProperty
    @Nullable Long total;

    @JsonProperty("total_exported")
    @Nullable Long totalExported;

    @JsonProperty
    int retry;

    @JsonProperty
    @Nullable String error;

    @JsonProperty
    boolean replies;

    @JsonProperty("replies_count")
    @Nullable Long repliesCount;

    @JsonProperty
    @Nullable String timezone;

    @JsonProperty
    @Nullable String platform;

    @JsonProperty("export_type")
    @Nullable String exportType;

    @JsonProperty
    @Nullable String plan;

    @Nullable Instant createdAt;

    @Nullable Instant updatedAt;

    @Nullable Instant exportedAt;

    @JsonProperty("created_at")
    void createdAt(@Nullable String time) {
        createdAt = instant(time);
    }

    @JsonProperty("updated_at")
    void updatedAt(@Nullable String time) {
        updatedAt = instant(time);
    }

    @JsonProperty("exported_at")
    void exportedAt(@Nullable String time) {
        exportedAt = instant(time);
    }

    private static @Nullable Instant instant(@Nullable String time) {
        return time == null ? null : OffsetDateTime.parse(time).toInstant();
    }
}
