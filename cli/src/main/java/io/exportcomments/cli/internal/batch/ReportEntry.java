package io.exportcomments.cli.internal.batch;

import io.exportcomments.job.JobGuid;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of the report.
 *
 * @param url the page
 * @param status the status of its export
 * @param guid its job; null while none is known
 * @param at since when
 * @param note the reason, if it needs one
 */
public record ReportEntry(
        String url, ReportStatus status, @Nullable JobGuid guid, Instant at, String note) {
    private static final int FIELDS = 5;

    /** The job, where one is known. */
    public Optional<JobGuid> job() {
        return Optional.ofNullable(guid);
    }

    /** The same since another time. */
    public ReportEntry since(Instant time) {
        return new ReportEntry(url, status, guid, time, note);
    }

    String toLine() {
        return String.join(
                "\t", status.word(), guid == null ? "-" : guid.value(), at.toString(), plain(url), plain(note));
    }

    /** What has a tab in it is no URL, and not sent; the fields behind it must be found all the same. */
    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}]+", " ");
    }

    /** Parses a line; empty if it is incomplete or of another kind. */
    static Optional<ReportEntry> parse(String line) {
        String[] fields = line.split("\t", FIELDS);
        if (fields.length < FIELDS) {
            return Optional.empty();
        }
        for (ReportStatus status : ReportStatus.values()) {
            if (status.word().equals(fields[0])) {
                return parse(status, fields);
            }
        }
        return Optional.empty();
    }

    private static Optional<ReportEntry> parse(ReportStatus status, String[] fields) {
        try {
            JobGuid guid = fields[1].equals("-") ? null : JobGuid.of(fields[1]);
            return Optional.of(new ReportEntry(fields[3], status, guid, Instant.parse(fields[2]), fields[4]));
        } catch (IllegalArgumentException | java.time.DateTimeException rubbish) {
            return Optional.empty();
        }
    }
}
