package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonReader;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names that one kind of message uses for the fields of a job, and its names that are no fields of a job. */
final class FieldNames {
    /** REST answers, and the details of realtime events. */
    static final FieldNames REST = new FieldNames(List.of(), List.of());

    /** Webhook deliveries; the names of the envelope come after those of the job. */
    static final FieldNames WEBHOOK = new FieldNames(
            List.of(new Alias("comments_count", JobField.TOTAL_EXPORTED), new Alias("error_message", JobField.ERROR)),
            List.of("event", "message_id"));

    private final String[] names;
    private final @Nullable JobField[] fields;
    private final JsonReader.Options options;

    private record Alias(String name, JobField field) {}

    private FieldNames(List<Alias> aliases, List<String> others) {
        List<Alias> all = Stream.concat(
                        Arrays.stream(JobField.values())
                                .flatMap(field -> field.spellings().stream().map(name -> new Alias(name, field))),
                        aliases.stream())
                .toList();
        names = Stream.concat(all.stream().map(Alias::name), others.stream()).toArray(String[]::new);
        fields = new @Nullable JobField[names.length];
        for (int i = 0; i < all.size(); i++) {
            fields[i] = all.get(i).field();
        }
        options = JsonReader.Options.of(names);
    }

    /** The names in their order, for {@link JsonReader#selectName}. */
    JsonReader.Options options() {
        return options;
    }

    String name(int index) {
        return names[index];
    }

    /** The field for a name; null if it is not a name of a job's field. */
    @Nullable JobField field(String name) {
        int index = Arrays.asList(names).indexOf(name);
        return index < 0 ? null : fields[index];
    }

    /** The field for an index; null for a name of the envelope. */
    @Nullable JobField field(int index) {
        return fields[index];
    }
}
