package io.exportcomments.codec.moshi.internal;

import java.util.List;

/** The fields of a job, with all their spellings in JSON; the first one is used for writing. */
enum JobField {
    ID("id"),
    GUID("guid"),
    STATUS("status"),
    URL("url"),
    OPTIONS("options"),
    LOCKED("locked"),
    JSON_URL("json_url"),
    DOWNLOAD_LINK("download_link", "download_url"),
    RAW_FILE("rawFile", "raw_file"),
    FILE_NAME("file_name"),
    TOTAL("total"),
    TOTAL_EXPORTED("total_exported", "totalExported"),
    RETRY("retry"),
    ERROR("error"),
    RESULT_NOTE("result_note"),
    REPLIES("replies"),
    REPLIES_COUNT("replies_count"),
    TIMEZONE("timezone"),
    PLATFORM("platform"),
    EXPORT_TYPE("export_type"),
    PLAN("plan"),
    CREATED_AT("created_at"),
    UPDATED_AT("updated_at"),
    EXPORTED_AT("exported_at"),
    DELETE_AFTER("delete_after"),
    STATUS_URL("status_url"),
    PREVIEW_URL("preview_url");

    @SuppressWarnings("ImmutableEnumChecker") // It is: List.of.
    private final List<String> spellings;

    JobField(String... spellings) {
        this.spellings = List.of(spellings);
    }

    List<String> spellings() {
        return spellings;
    }
}
