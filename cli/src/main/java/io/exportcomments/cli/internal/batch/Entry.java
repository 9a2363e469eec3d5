package io.exportcomments.cli.internal.batch;

import io.exportcomments.job.JobGuid;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of the report.
 *
 * @param url the page
 * @param standing where its export stands
 * @param guid its job; null while none is known
 * @param at since when
 * @param note why, where that is not plain
 */
public record Entry(String url, Standing standing, @Nullable JobGuid guid, Instant at, String note) {
    private static final int FIELDS = 5;

    /** The job, where one is known. */
    public Optional<JobGuid> job() {
        return Optional.ofNullable(guid);
    }

    String toLine() {
        String plain = note.replaceAll("[\\p{Cntrl}]+", " ");
        return String.join("\t", standing.word(), guid == null ? "-" : guid.value(), at.toString(), url, plain);
    }

    /** The line's entry; empty if it is cut short or somebody else's. */
    static Optional<Entry> parse(String line) {
        String[] fields = line.split("\t", FIELDS);
        if (fields.length < FIELDS) {
            return Optional.empty();
        }
        for (Standing standing : Standing.values()) {
            if (standing.word().equals(fields[0])) {
                return parse(standing, fields);
            }
        }
        return Optional.empty();
    }

    private static Optional<Entry> parse(Standing standing, String[] fields) {
        try {
            JobGuid guid = fields[1].equals("-") ? null : JobGuid.of(fields[1]);
            return Optional.of(new Entry(fields[3], standing, guid, Instant.parse(fields[2]), fields[4]));
        } catch (IllegalArgumentException | java.time.DateTimeException rubbish) {
            return Optional.empty();
        }
    }
}
