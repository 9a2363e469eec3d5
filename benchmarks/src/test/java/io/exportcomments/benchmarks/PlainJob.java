package io.exportcomments.benchmarks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job as a program writes it down that needs no more than the bare text: links and times stay as they came. */
@JsonIgnoreProperties(ignoreUnknown = true)
final class PlainJob {
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
    @Nullable String jsonUrl;

    @JsonProperty("download_link")
    @Nullable String downloadLink;

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

    @JsonProperty("created_at")
    @Nullable String createdAt;

    @JsonProperty("updated_at")
    @Nullable String updatedAt;

    @JsonProperty("exported_at")
    @Nullable String exportedAt;
}
