package io.exportcomments.cli.internal.terminal;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobProgress;
import io.exportcomments.job.JobUpdate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;

/** Jobs as people and as scripts read them. */
public final class JobText {
    private static final int MILLIS = 1000;
    private static final int NAMES = "platform  ".length();

    private JobText() {}

    /** A job in one line: its guid, status and count. */
    public static String line(Job job, boolean coloured) {
        return job.guid() + " " + status(job, coloured)
                + job.progress().map(p -> " " + count(p)).orElse("");
    }

    /** A job, a line for each thing that is known of it. */
    public static List<String> block(Job job, boolean coloured) {
        List<String> lines = new ArrayList<>();
        row(lines, "guid", Optional.of(job.guid().value()));
        row(lines, "status", Optional.of(status(job, coloured)));
        row(lines, "progress", job.progress().map(JobText::progress));
        row(lines, "error", job.error().map(JobText::printable));
        row(lines, "note", job.resultNote().map(JobText::printable));
        row(lines, "url", job.url().map(JobText::printable));
        row(lines, "platform", job.platform().map(JobText::printable));
        row(lines, "created", job.createdAt().map(JobText::minutes));
        row(lines, "exported", job.exportedAt().map(JobText::minutes));
        row(lines, "deleted", job.deleteAfter().map(time -> "after " + minutes(time)));
        return lines;
    }

    private static void row(List<String> lines, String name, Optional<String> value) {
        value.ifPresent(text -> lines.add(name + " ".repeat(NAMES - name.length()) + text));
    }

    private static String progress(JobProgress progress) {
        return count(progress) + percent(progress).map(p -> " (" + p + ")").orElse("");
    }

    static String status(Job job, boolean coloured) {
        return Style.of(job.status()).on(coloured, printable(job.wireStatus()));
    }

    /** {@code 1,234/5,000}. */
    static String count(JobProgress progress) {
        String exported = number(progress.exported());
        return progress.total().isPresent()
                ? exported + "/" + number(progress.total().getAsLong())
                : exported;
    }

    /** {@code 25%}, where the total is known. */
    static Optional<String> percent(JobProgress progress) {
        return progress.fraction().stream()
                .mapToObj(fraction -> (int) Math.floor(fraction * 100) + "%")
                .findFirst();
    }

    /** With thousands apart. */
    public static String number(long value) {
        StringBuilder digits = new StringBuilder(Long.toString(value));
        int first = value < 0 ? 1 : 0;
        for (int at = digits.length() - 3; at > first; at -= 3) {
            digits.insert(at, ',');
        }
        return digits.toString();
    }

    /** {@code 0:07}, {@code 12:34} or {@code 1:02:03}. */
    static String clock(Duration time) {
        return time.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", time.toMinutesPart(), time.toSecondsPart());
    }

    /** {@code 2026-03-01 07:32}, as it is here: a formatter and a zone's rules take long to set up for a few digits. */
    static String minutes(Instant time) {
        int offset = TimeZone.getDefault().getOffset(time.toEpochMilli()) / MILLIS;
        String text = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.ofTotalSeconds(offset))
                .toString();
        return text.substring(0, text.indexOf('T') + "T00:00".length()).replace('T', ' ');
    }

    /** Text from the network without what a terminal would obey. */
    public static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}\\p{Cf}]", "?");
    }

    /** A job as a line of JSON; its fields are listed in {@code docs/cli.md}. */
    public static String json(Job job) {
        return JsonLine.of("job")
                .put("guid", job.guid())
                .put("status", job.wireStatus())
                .put("url", job.url())
                .put("platform", job.platform())
                .put("exported", job.totalExported())
                .put("total", job.total())
                .put("error", job.error())
                .put("created_at", job.createdAt())
                .put("updated_at", job.updatedAt())
                .put("exported_at", job.exportedAt())
                .put("delete_after", job.deleteAfter())
                .put("result_note", job.resultNote())
                .toString();
    }

    /** An update as a line of JSON. */
    public static String json(JobUpdate update) {
        Job job = update.job();
        return JsonLine.of("update")
                .put("guid", job.guid())
                .put("status", job.wireStatus())
                .put("exported", job.totalExported())
                .put("total", job.total())
                .put("error", job.error())
                .put("attempt", update.attempt())
                .put("source", update.source())
                .put("observed_at", update.observedAt())
                .toString();
    }

    /** A file that was written as a line of JSON. */
    public static String json(Job job, String format, Path file, long bytes) {
        return JsonLine.of("file")
                .put("guid", job.guid())
                .put("format", format)
                .put("path", file)
                .put("bytes", bytes)
                .toString();
    }
}
