package io.exportcomments.mock.internal.results;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes up the comments of a job, each from the job's guid and its row alone, so that no row needs another in memory.
 *
 * <p>Rows come in threads of seven, newest thread first: the third and fourth row of each answer its second one, when
 * replies were asked for.
 */
final class CommentSource {

    private static final int THREAD = 7;
    private static final int PARENT = 1;
    private static final int REPLIES = 2;

    private final UUID guid;
    private final String url;
    private final PlatformColumns columns;
    private final boolean replies;
    private final int rows;
    private final Instant newest;
    private final @Nullable IntFunction<String> texts;

    CommentSource(ResultRequest job) {
        this.guid = job.guid();
        this.url = job.url();
        this.columns = PlatformColumns.of(job.platform());
        this.replies = job.replies();
        this.rows = job.rows();
        this.newest = job.createdAt().truncatedTo(ChronoUnit.SECONDS);
        this.texts = job.comments();
    }

    /** The names of the columns. */
    List<String> fields() {
        return Stream.concat(ResultRow.FIELDS.stream(), columns.names().stream())
                .toList();
    }

    ResultRow row(int row) {
        long chance = chance(row);
        int place = row % THREAD;
        boolean reply = replies && place > PARENT && place <= PARENT + REPLIES;
        int parent = row - place + PARENT;
        String author = pick(Phrases.AUTHORS, chance) + numberOf(chance >>> 40);
        Instant thread = newest.minus(Duration.ofMinutes(11L + 37L * (row / THREAD)));
        return new ResultRow(
                row + 1,
                id(row),
                reply ? id(parent) : null,
                author,
                "@" + Long.toString(chance >>> 24, 36),
                thread.plusSeconds(60L * place + ((chance >>> 8) & 31)),
                (int) (((chance >>> 16) & 0xFFF) * (chance & 3)),
                replies && place == PARENT ? Math.min(REPLIES, rows - row - 1) : 0,
                wellFormed(texts == null ? text(row, chance) : texts.apply(row)),
                url + "#comment-" + id(row),
                columns.values(chance));
    }

    private String id(int row) {
        return "c%016x".formatted(chance(row + 7_000_001));
    }

    private static String text(int row, long chance) {
        String first = pick(Phrases.TEXTS, chance >>> 20);
        return row % 3 == 0 ? first : first + " " + pick(Phrases.TEXTS, chance >>> 33);
    }

    private static String numberOf(long chance) {
        return chance % 3 == 0 ? "" : " " + chance % 1000;
    }

    private static String pick(List<String> from, long chance) {
        return from.get((int) Math.floorMod(chance, (long) from.size()));
    }

    /** A good mix of guid and row (SplitMix64's). */
    private long chance(int row) {
        long z = guid.getMostSignificantBits() ^ (guid.getLeastSignificantBits() + row * 0x9E3779B97F4A7C15L);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Half a character cannot be written as UTF-8. */
    private static String wellFormed(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }
}
