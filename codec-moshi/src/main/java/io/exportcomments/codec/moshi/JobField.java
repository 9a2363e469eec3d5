package io.exportcomments.codec.moshi;

import com.squareup.moshi.JsonReader;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of a job, with all their spellings on the wire: the one that is written comes first. */
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

    /** The names under which one vocabulary has the fields of a job, and the names that mean something else in it. */
    static final class Vocabulary {
        /** REST answers, and the details of realtime events. */
        static final Vocabulary REST = new Vocabulary(List.of(), List.of());

        /** Webhook deliveries: the envelope's own fields come after the job's. */
        static final Vocabulary WEBHOOK = new Vocabulary(
                List.of(new Alias("comments_count", TOTAL_EXPORTED), new Alias("error_message", ERROR)),
                List.of("event", "message_id"));

        private final String[] names;
        private final @Nullable JobField[] fields;
        private final JsonReader.Options options;

        private record Alias(String name, JobField field) {}

        private Vocabulary(List<Alias> aliases, List<String> others) {
            List<Alias> all = Stream.concat(
                            Arrays.stream(JobField.values())
                                    .flatMap(field -> field.spellings.stream().map(name -> new Alias(name, field))),
                            aliases.stream())
                    .toList();
            names = Stream.concat(all.stream().map(Alias::name), others.stream())
                    .toArray(String[]::new);
            fields = new @Nullable JobField[names.length];
            for (int i = 0; i < all.size(); i++) {
                fields[i] = all.get(i).field();
            }
            options = JsonReader.Options.of(names);
        }

        /** The names in their order, for the reader to select from. */
        JsonReader.Options options() {
            return options;
        }

        String name(int index) {
            return names[index];
        }

        /** The job's field of a name; null for any other name. */
        @Nullable JobField field(String name) {
            int index = Arrays.asList(names).indexOf(name);
            return index < 0 ? null : fields[index];
        }

        /** The job's field at an index; null for a name of the envelope's own. */
        @Nullable JobField field(int index) {
            return fields[index];
        }
    }
}
