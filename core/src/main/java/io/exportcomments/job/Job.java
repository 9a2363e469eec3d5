package io.exportcomments.job;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An export job, as far as an answer or an event told of it: all but the guid and the status may be missing.
 *
 * <p>Immutable. Two jobs are equal when all that is known of them is. {@link #toString()} shows no options and no
 * links.
 *
 * <p>Source: the job object of the service's export jobs page, and the further fields that its own clients read.
 */
public final class Job {
    private final JobGuid guid;
    private final JobStatus status;
    private final String wireStatus;
    private final @Nullable Long id;
    private final @Nullable String url;
    private final @Nullable ExportOptions options;
    private final @Nullable Boolean locked;
    private final @Nullable WebLink jsonUrl;
    private final @Nullable WebLink downloadLink;
    private final @Nullable String rawFile;
    private final @Nullable String fileName;
    private final @Nullable Long total;
    private final @Nullable Long totalExported;
    private final @Nullable Integer retry;
    private final @Nullable String error;
    private final @Nullable String resultNote;
    private final @Nullable Boolean replies;
    private final @Nullable Long repliesCount;
    private final @Nullable String timezone;
    private final @Nullable String platform;
    private final @Nullable String exportType;
    private final @Nullable String plan;
    private final @Nullable Instant createdAt;
    private final @Nullable Instant updatedAt;
    private final @Nullable Instant exportedAt;
    private final @Nullable Instant deleteAfter;
    private final @Nullable WebLink statusUrl;
    private final @Nullable WebLink previewUrl;
    private final Map<String, @Nullable Object> unknownFields;

    private Job(Builder builder, JobGuid guid, String wireStatus) {
        this.guid = guid;
        status = JobStatus.fromWire(wireStatus);
        this.wireStatus = wireStatus;
        id = builder.id;
        url = builder.url;
        options = builder.options;
        locked = builder.locked;
        jsonUrl = builder.jsonUrl;
        downloadLink = builder.downloadLink;
        rawFile = builder.rawFile;
        fileName = builder.fileName;
        total = builder.total;
        totalExported = builder.totalExported;
        retry = builder.retry;
        error = builder.error;
        resultNote = builder.resultNote;
        replies = builder.replies;
        repliesCount = builder.repliesCount;
        timezone = builder.timezone;
        platform = builder.platform;
        exportType = builder.exportType;
        plan = builder.plan;
        createdAt = builder.createdAt;
        updatedAt = builder.updatedAt;
        exportedAt = builder.exportedAt;
        deleteAfter = builder.deleteAfter;
        statusUrl = builder.statusUrl;
        previewUrl = builder.previewUrl;
        unknownFields = builder.unknownFields == null
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<>(builder.unknownFields));
    }

    /** A builder for a job of a known status. */
    public static Builder builder(JobGuid guid, JobStatus status) {
        return builder().guid(guid).status(status);
    }

    /**
     * A builder for a job whose status has the service's own name, known to this version or not.
     *
     * @throws IllegalArgumentException if the name is empty
     */
    public static Builder builder(JobGuid guid, String wireStatus) {
        return builder().guid(guid).wireStatus(wireStatus);
    }

    /** A builder whose guid and status are set later: {@link Builder#build()} refuses without them. */
    public static Builder builder() {
        return new Builder(null, null);
    }

    /** A builder that holds all that this job holds. */
    public Builder toBuilder() {
        Builder builder = new Builder(guid, wireStatus);
        builder.fill(this);
        return builder;
    }

    /**
     * This job brought up to date: the newer one's status and fields, and this one's where the newer says nothing.
     *
     * @throws IllegalArgumentException if the guids differ
     */
    public Job mergedWith(Job newer) {
        if (!guid.equals(newer.guid)) {
            throw new IllegalArgumentException("Jobs " + guid + " and " + newer.guid + " are not the same");
        }
        if (newer.saysAllThat(this)) {
            return newer;
        }
        Builder builder = new Builder(guid, newer.wireStatus);
        builder.fill(this);
        if (newer.status == JobStatus.DONE && status != JobStatus.DONE && total != null && total == 0) {
            // Before the end, nothing was counted yet: that must not make an empty result of an end that gives no
            // total.
            builder.total = null;
        }
        builder.fill(newer);
        return builder.build();
    }

    /** Whether nothing is left of the older one beside this one, so that the two need not be merged. */
    private boolean saysAllThat(Job older) {
        return guid.value().equals(older.guid.value())
                && (older.id == null || id != null)
                && (older.url == null || url != null)
                && (older.options == null || options != null)
                && (older.locked == null || locked != null)
                && (older.jsonUrl == null || jsonUrl != null)
                && (older.downloadLink == null || downloadLink != null)
                && (older.rawFile == null || rawFile != null)
                && (older.fileName == null || fileName != null)
                && (older.total == null || total != null)
                && (older.totalExported == null || totalExported != null)
                && (older.retry == null || retry != null)
                && (older.error == null || error != null)
                && (older.resultNote == null || resultNote != null)
                && (older.replies == null || replies != null)
                && (older.repliesCount == null || repliesCount != null)
                && (older.timezone == null || timezone != null)
                && (older.platform == null || platform != null)
                && (older.exportType == null || exportType != null)
                && (older.plan == null || plan != null)
                && (older.createdAt == null || createdAt != null)
                && (older.updatedAt == null || updatedAt != null)
                && (older.exportedAt == null || exportedAt != null)
                && (older.deleteAfter == null || deleteAfter != null)
                && (older.statusUrl == null || statusUrl != null)
                && (older.previewUrl == null || previewUrl != null)
                && unknownFields.keySet().containsAll(older.unknownFields.keySet());
    }

    /** The id used in requests. */
    public JobGuid guid() {
        return guid;
    }

    /** Where the job stands. */
    public JobStatus status() {
        return status;
    }

    /** The status as the service named it, such as {@code requeued}, or a name that this version does not know. */
    public String wireStatus() {
        return wireStatus;
    }

    /** Whether the service says that the job was queued again: {@code requeued} or {@code requeuing}. */
    public boolean isRequeued() {
        return wireStatus.equalsIgnoreCase("requeued") || wireStatus.equalsIgnoreCase("requeuing");
    }

    /** How far the job is: empty until the service gave a count of exported items. */
    public Optional<JobProgress> progress() {
        return totalExported == null
                ? Optional.empty()
                : Optional.of(new JobProgress(Math.max(0, totalExported), nonNegative(total)));
    }

    private static OptionalLong nonNegative(@Nullable Long count) {
        return count == null || count < 0 ? OptionalLong.empty() : OptionalLong.of(count);
    }

    /** The link to a file of the result, absolute; empty while there is none. */
    public Optional<URI> link(ResultFormat format) {
        return switch (format) {
            case JSON -> jsonUrl();
            case XLSX -> downloadLink();
        };
    }

    /**
     * The link to a file of the result that the service gave but that can't be used, as it wrote it. Empty if there
     * is none, or if {@link #link} gives one. Its query may hold a secret, so do not log it.
     */
    public Optional<String> unusableLink(ResultFormat format) {
        if (link(format).isPresent()) {
            return Optional.empty();
        }
        List<String> names = switch (format) {
            case JSON -> List.of("json_url");
            case XLSX -> List.of("download_link", "download_url");
        };
        return names.stream()
                .flatMap(name -> unknownFields.get(name) instanceof String text ? Stream.of(text) : Stream.empty())
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    /**
     * Whether the export is done and found nothing, so that no file was made: the page is private, its comments are
     * off, or the filters are too narrow. {@link #resultNote()} may say why. This is neither a failure nor a file
     * that is gone.
     *
     * <p>Source: the service's Python client 2.2.0.
     */
    public boolean isEmptyResult() {
        return status == JobStatus.DONE
                && (total == null ? resultNote != null : total == 0)
                && (totalExported == null || totalExported == 0)
                && !hasFiles();
    }

    private boolean hasFiles() {
        return Arrays.stream(ResultFormat.values())
                .anyMatch(format ->
                        link(format).isPresent() || unusableLink(format).isPresent());
    }

    /** The numeric id. */
    public OptionalLong id() {
        return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    }

    /** The source URL that is exported. */
    public Optional<String> url() {
        return Optional.ofNullable(url);
    }

    /** The options applied. */
    public Optional<ExportOptions> options() {
        return Optional.ofNullable(options);
    }

    /** Whether the job is locked. */
    public Optional<Boolean> locked() {
        return Optional.ofNullable(locked);
    }

    /** The link to the JSON file, absolute; once done. */
    public Optional<URI> jsonUrl() {
        return uri(jsonUrl);
    }

    /** The link to the XLSX file, absolute; once done. */
    public Optional<URI> downloadLink() {
        return uri(downloadLink);
    }

    private static Optional<URI> uri(@Nullable WebLink link) {
        return link == null ? Optional.empty() : Optional.of(link.uri());
    }

    /** The raw file's name; from the network, so never a path to write to. */
    public Optional<String> rawFile() {
        return Optional.ofNullable(rawFile);
    }

    /** The formatted file's name; from the network, so never a path to write to. */
    public Optional<String> fileName() {
        return Optional.ofNullable(fileName);
    }

    /** How many items there are to export. */
    public OptionalLong total() {
        return total == null ? OptionalLong.empty() : OptionalLong.of(total);
    }

    /** How many items are exported. */
    public OptionalLong totalExported() {
        return totalExported == null ? OptionalLong.empty() : OptionalLong.of(totalExported);
    }

    /** How often the job was retried. */
    public OptionalInt retry() {
        return retry == null ? OptionalInt.empty() : OptionalInt.of(retry);
    }

    /** Why it failed. */
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }

    /**
     * Why the result is empty, in the service's words: see {@link #isEmptyResult()}.
     *
     * <p>Source: the service's Python client 2.2.0.
     */
    public Optional<String> resultNote() {
        return Optional.ofNullable(resultNote);
    }

    /** Whether replies were asked for. */
    public Optional<Boolean> replies() {
        return Optional.ofNullable(replies);
    }

    /** How many replies came. */
    public OptionalLong repliesCount() {
        return repliesCount == null ? OptionalLong.empty() : OptionalLong.of(repliesCount);
    }

    /** The time zone of the export. */
    public Optional<String> timezone() {
        return Optional.ofNullable(timezone);
    }

    /** The platform, as the service detected it from the URL. */
    public Optional<String> platform() {
        return Optional.ofNullable(platform);
    }

    /** The kind of export. */
    public Optional<String> exportType() {
        return Optional.ofNullable(exportType);
    }

    /** The plan under which the job was made. */
    public Optional<String> plan() {
        return Optional.ofNullable(plan);
    }

    /** When the job was created. */
    public Optional<Instant> createdAt() {
        return Optional.ofNullable(createdAt);
    }

    /** When the job last changed. */
    public Optional<Instant> updatedAt() {
        return Optional.ofNullable(updatedAt);
    }

    /** When the export ended. */
    public Optional<Instant> exportedAt() {
        return Optional.ofNullable(exportedAt);
    }

    /** When the service deletes the files. */
    public Optional<Instant> deleteAfter() {
        return Optional.ofNullable(deleteAfter);
    }

    /** A page for people that shows the status, absolute. */
    public Optional<URI> statusUrl() {
        return uri(statusUrl);
    }

    /** A page for people that shows a preview, absolute. */
    public Optional<URI> previewUrl() {
        return uri(previewUrl);
    }

    /**
     * The fields that this version does not know, by name, in the order they came: JSON values as String, Boolean,
     * Long, BigDecimal, List, Map or null.
     */
    public Map<String, @Nullable Object> unknownFields() {
        return unknownFields;
    }

    private @Nullable Object[] state() {
        return new @Nullable Object[] {
            guid,
            wireStatus,
            id,
            url,
            options,
            locked,
            jsonUrl,
            downloadLink,
            rawFile,
            fileName,
            total,
            totalExported,
            retry,
            error,
            resultNote,
            replies,
            repliesCount,
            timezone,
            platform,
            exportType,
            plan,
            createdAt,
            updatedAt,
            exportedAt,
            deleteAfter,
            statusUrl,
            previewUrl,
            unknownFields
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Job job
                        // What differs most often comes first: the rest costs more than a reading of the job.
                        && Objects.equals(totalExported, job.totalExported)
                        && wireStatus.equals(job.wireStatus)
                        && Arrays.equals(state(), job.state()));
    }

    @Override
    public int hashCode() {
        return Objects.hash(guid, wireStatus, totalExported);
    }

    /** The guid, the status and the progress: nothing secret. */
    @Override
    public String toString() {
        return "Job[" + guid + " " + wireStatus + progress().map(p -> " " + p).orElse("") + "]";
    }

    /** Builds jobs. Not thread-safe. A null leaves a field unknown. */
    public static final class Builder {
        private @Nullable JobGuid guid;
        private @Nullable String wireStatus;
        private @Nullable Long id;
        private @Nullable String url;
        private @Nullable ExportOptions options;
        private @Nullable Boolean locked;
        private @Nullable WebLink jsonUrl;
        private @Nullable WebLink downloadLink;
        private @Nullable String rawFile;
        private @Nullable String fileName;
        private @Nullable Long total;
        private @Nullable Long totalExported;
        private @Nullable Integer retry;
        private @Nullable String error;
        private @Nullable String resultNote;
        private @Nullable Boolean replies;
        private @Nullable Long repliesCount;
        private @Nullable String timezone;
        private @Nullable String platform;
        private @Nullable String exportType;
        private @Nullable String plan;
        private @Nullable Instant createdAt;
        private @Nullable Instant updatedAt;
        private @Nullable Instant exportedAt;
        private @Nullable Instant deleteAfter;
        private @Nullable WebLink statusUrl;
        private @Nullable WebLink previewUrl;
        private @Nullable Map<String, @Nullable Object> unknownFields;

        private Builder(@Nullable JobGuid guid, @Nullable String wireStatus) {
            this.guid = guid;
            this.wireStatus = wireStatus;
        }

        private static String checked(String wireStatus) {
            if (wireStatus.isEmpty()) {
                throw new IllegalArgumentException("The status has no name");
            }
            return wireStatus;
        }

        private void fill(Job job) {
            wireStatus = job.wireStatus;
            id = job.id == null ? id : job.id;
            url = job.url == null ? url : job.url;
            options = job.options == null ? options : job.options;
            locked = job.locked == null ? locked : job.locked;
            jsonUrl = job.jsonUrl == null ? jsonUrl : job.jsonUrl;
            downloadLink = job.downloadLink == null ? downloadLink : job.downloadLink;
            rawFile = job.rawFile == null ? rawFile : job.rawFile;
            fileName = job.fileName == null ? fileName : job.fileName;
            total = job.total == null ? total : job.total;
            totalExported = job.totalExported == null ? totalExported : job.totalExported;
            retry = job.retry == null ? retry : job.retry;
            error = job.error == null ? error : job.error;
            resultNote = job.resultNote == null ? resultNote : job.resultNote;
            replies = job.replies == null ? replies : job.replies;
            repliesCount = job.repliesCount == null ? repliesCount : job.repliesCount;
            timezone = job.timezone == null ? timezone : job.timezone;
            platform = job.platform == null ? platform : job.platform;
            exportType = job.exportType == null ? exportType : job.exportType;
            plan = job.plan == null ? plan : job.plan;
            createdAt = job.createdAt == null ? createdAt : job.createdAt;
            updatedAt = job.updatedAt == null ? updatedAt : job.updatedAt;
            exportedAt = job.exportedAt == null ? exportedAt : job.exportedAt;
            deleteAfter = job.deleteAfter == null ? deleteAfter : job.deleteAfter;
            statusUrl = job.statusUrl == null ? statusUrl : job.statusUrl;
            previewUrl = job.previewUrl == null ? previewUrl : job.previewUrl;
            if (!job.unknownFields.isEmpty()) {
                job.unknownFields.forEach(this::unknownField);
            }
        }

        /** Sets the guid. */
        public Builder guid(JobGuid guid) {
            this.guid = Objects.requireNonNull(guid, "guid");
            return this;
        }

        /** Sets the status. */
        public Builder status(JobStatus status) {
            this.wireStatus = status.wireName();
            return this;
        }

        /**
         * Sets the status by the service's own name.
         *
         * @throws IllegalArgumentException if the name is empty
         */
        public Builder wireStatus(String name) {
            this.wireStatus = checked(name);
            return this;
        }

        /** Sets the numeric id. */
        public Builder id(@Nullable Long id) {
            this.id = id;
            return this;
        }

        /** Sets the source URL that is exported. */
        public Builder url(@Nullable String url) {
            this.url = url;
            return this;
        }

        /** Sets the options applied. */
        public Builder options(@Nullable ExportOptions options) {
            this.options = options;
            return this;
        }

        /** Sets whether the job is locked. */
        public Builder locked(@Nullable Boolean locked) {
            this.locked = locked;
            return this;
        }

        /** Sets the link to the JSON file, absolute; once done. */
        public Builder jsonUrl(@Nullable URI jsonUrl) {
            return jsonUrlOf(jsonUrl == null ? null : WebLink.of(jsonUrl));
        }

        /** Sets the link to the JSON file, to be taken apart when somebody asks for it. */
        public Builder jsonUrlOf(@Nullable WebLink link) {
            this.jsonUrl = link;
            return this;
        }

        /** Sets the link to the XLSX file, absolute; once done. */
        public Builder downloadLink(@Nullable URI downloadLink) {
            return downloadLinkOf(downloadLink == null ? null : WebLink.of(downloadLink));
        }

        /** Sets the link to the XLSX file, to be taken apart when somebody asks for it. */
        public Builder downloadLinkOf(@Nullable WebLink link) {
            this.downloadLink = link;
            return this;
        }

        /** Sets the raw file's name; from the network, so never a path to write to. */
        public Builder rawFile(@Nullable String rawFile) {
            this.rawFile = rawFile;
            return this;
        }

        /** Sets the formatted file's name; from the network, so never a path to write to. */
        public Builder fileName(@Nullable String fileName) {
            this.fileName = fileName;
            return this;
        }

        /** Sets how many items there are to export. */
        public Builder total(@Nullable Long total) {
            this.total = total;
            return this;
        }

        /** Sets how many items are exported. */
        public Builder totalExported(@Nullable Long totalExported) {
            this.totalExported = totalExported;
            return this;
        }

        /** Sets how often the job was retried. */
        public Builder retry(@Nullable Integer retry) {
            this.retry = retry;
            return this;
        }

        /** Sets why it failed. */
        public Builder error(@Nullable String error) {
            this.error = error;
            return this;
        }

        /** Sets why the result is empty. */
        public Builder resultNote(@Nullable String resultNote) {
            this.resultNote = resultNote;
            return this;
        }

        /** Sets whether replies were asked for. */
        public Builder replies(@Nullable Boolean replies) {
            this.replies = replies;
            return this;
        }

        /** Sets how many replies came. */
        public Builder repliesCount(@Nullable Long repliesCount) {
            this.repliesCount = repliesCount;
            return this;
        }

        /** Sets the time zone of the export. */
        public Builder timezone(@Nullable String timezone) {
            this.timezone = timezone;
            return this;
        }

        /** Sets the platform, as the service detected it from the URL. */
        public Builder platform(@Nullable String platform) {
            this.platform = platform;
            return this;
        }

        /** Sets the kind of export. */
        public Builder exportType(@Nullable String exportType) {
            this.exportType = exportType;
            return this;
        }

        /** Sets the plan under which the job was made. */
        public Builder plan(@Nullable String plan) {
            this.plan = plan;
            return this;
        }

        /** Sets when the job was created. */
        public Builder createdAt(@Nullable Instant createdAt) {
            this.createdAt = createdAt;
            return this;
        }

        /** Sets when the job last changed. */
        public Builder updatedAt(@Nullable Instant updatedAt) {
            this.updatedAt = updatedAt;
            return this;
        }

        /** Sets when the export ended. */
        public Builder exportedAt(@Nullable Instant exportedAt) {
            this.exportedAt = exportedAt;
            return this;
        }

        /** Sets when the service deletes the files. */
        public Builder deleteAfter(@Nullable Instant deleteAfter) {
            this.deleteAfter = deleteAfter;
            return this;
        }

        /** Sets a page for people that shows the status, absolute. */
        public Builder statusUrl(@Nullable URI statusUrl) {
            return statusUrlOf(statusUrl == null ? null : WebLink.of(statusUrl));
        }

        /** Sets the page that shows the status, to be taken apart when somebody asks for it. */
        public Builder statusUrlOf(@Nullable WebLink link) {
            this.statusUrl = link;
            return this;
        }

        /** Sets a page for people that shows a preview, absolute. */
        public Builder previewUrl(@Nullable URI previewUrl) {
            return previewUrlOf(previewUrl == null ? null : WebLink.of(previewUrl));
        }

        /** Sets the page that shows a preview, to be taken apart when somebody asks for it. */
        public Builder previewUrlOf(@Nullable WebLink link) {
            this.previewUrl = link;
            return this;
        }

        /** Keeps a field that this version does not know, with its JSON value in plain Java. */
        public Builder unknownField(String name, @Nullable Object value) {
            if (unknownFields == null) {
                unknownFields = new LinkedHashMap<>();
            }
            unknownFields.put(Objects.requireNonNull(name, "name"), value);
            return this;
        }

        /**
         * The job.
         *
         * @throws IllegalStateException if the guid or the status was never set
         */
        public Job build() {
            if (guid == null || wireStatus == null) {
                throw new IllegalStateException("A job needs a guid and a status");
            }
            return new Job(this, guid, wireStatus);
        }
    }
}
