package io.exportcomments.codec.moshi;

import static io.exportcomments.codec.moshi.Fixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.UnreadableAnswerException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results are read row by row. */
class JsonRowsTest {
    private static final String ROW =
            "{\"author\":\"é 😀\",\"likes\":7,\"score\":1.5,\"big\":9223372036854775808,\"pinned\":false,\"none\":null,\"replies\":[{\"a\":1}],\"o\":{}}";

    private final JobCodec codec = Fixtures.codec();

    private Iterator<Map<String, @Nullable Object>> rows(InputStream json) {
        return codec.rows().read(json);
    }

    private List<Map<String, @Nullable Object>> all(String json) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        rows(new ByteArrayInputStream(utf8(json))).forEachRemaining(all::add);
        return all;
    }

    private static Map<String, @Nullable Object> row() {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("author", "é 😀");
        row.put("likes", 7L);
        row.put("score", new BigDecimal("1.5"));
        row.put("big", new BigDecimal("9223372036854775808"));
        row.put("pinned", false);
        row.put("none", null);
        row.put("replies", List.of(Map.of("a", 1L)));
        row.put("o", Map.of());
        return row;
    }

    @Test
    void readsRowsInPlainJava() {
        assertThat(all("[" + ROW + " , " + ROW + "]\n")).isEqualTo(List.of(row(), row()));
        assertThat(all(" [] ")).isEmpty();
    }

    @Test
    void onlyARowIsLimitedAndNotTheFile() {
        String row = "{\"a\":\"" + "x".repeat(1 << 20) + "\"}";
        List<InputStream> pieces = new ArrayList<>(List.of(new ByteArrayInputStream(utf8("[" + row))));
        for (int i = 1; i < 20; i++) {
            pieces.add(new ByteArrayInputStream(utf8("," + row)));
        }
        pieces.add(new ByteArrayInputStream(utf8("]")));
        int count = 0;
        Iterator<?> rows = rows(new SequenceInputStream(Collections.enumeration(pieces)));
        while (rows.hasNext()) {
            rows.next();
            count++;
        }
        assertThat(count).isEqualTo(20);
    }

    @Test
    void readsRowsInAnEnvelope() {
        assertThat(all("{\"total\":2,\"meta\":{\"items\":[1]},\"comments\":[" + ROW + "],\"after\":[{}]}"))
                .isEqualTo(List.of(row()));
        assertThat(all("{\"data\":null,\"items\":[]}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "5",
                "{}",
                "{\"items\":5}",
                "{\"rows\":[]}",
                "[1]",
                "[null]",
                "[[]]",
                "[{},5]",
                "[{}",
                "[{},",
                "[{}] x",
                "[{}]]",
                "{\"items\":[{}]",
                "{\"items\":[{}],",
                "{\"items\":[{}]} x",
                "<html>",
                "[{\"a\":1,\"a\":2}]",
                "[{\"a\":1e999999999}]",
                " \ufeff[]"
            })
    void refusesWhatIsNoListOfRows(String json) {
        assertThatThrownBy(() -> all(json)).isInstanceOf(UnreadableAnswerException.class);
    }

    @Test
    void theErrorStays() {
        Iterator<Map<String, @Nullable Object>> rows = rows(new ByteArrayInputStream(utf8("[{},5]")));
        rows.next();
        assertThat(rows.hasNext()).isTrue();
        assertThatThrownBy(rows::next).isInstanceOf(UnreadableAnswerException.class);
        assertThatThrownBy(rows::hasNext).isInstanceOf(UnreadableAnswerException.class);
    }

    @Test
    void endsLikeAnIterator() {
        Iterator<Map<String, @Nullable Object>> rows = rows(new ByteArrayInputStream(utf8("[{}]")));
        assertThat(rows.hasNext()).isTrue();
        assertThat(rows.hasNext()).isTrue();
        rows.next();
        assertThat(rows.hasNext()).isFalse();
        assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void refusesWhatIsNotUtf8AndNestsTooDeep() {
        byte[] wrong = utf8("[{\"a\":\"xx\"}]");
        wrong[7] = (byte) 0xff;
        assertThatThrownBy(() -> rows(new ByteArrayInputStream(wrong)).hasNext())
                .isInstanceOf(UnreadableAnswerException.class);
        for (int depth : new int[] {64, 300, 100_000}) {
            assertThatThrownBy(() -> all("[{\"a\":" + "[".repeat(depth))).isInstanceOf(UnreadableAnswerException.class);
        }
    }

    @Test
    void aStreamThatBreaksIsAnIOException_andStaysOpen() {
        IOException broken = new IOException("reset");
        boolean[] closed = new boolean[1];
        InputStream json = new ByteArrayInputStream(utf8("[{\"a\":1},{\"a"));
        InputStream breaking = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("one at a time");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = json.read(into, offset, length);
                if (count < 0) {
                    throw broken;
                }
                return count;
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };
        Iterator<Map<String, @Nullable Object>> rows = rows(breaking);
        assertThat(rows.next()).containsEntry("a", 1L);
        assertThatThrownBy(rows::next).isInstanceOf(UncheckedIOException.class).hasCause(broken);
        assertThatThrownBy(rows::hasNext)
                .isInstanceOf(UncheckedIOException.class)
                .hasCause(broken);
        assertThat(closed[0]).isFalse();
    }

    /** Reads only as far as it must: the next row is asked of a service that has not sent it yet. */
    @Test
    void readsNoFurtherThanItMust() {
        InputStream first = new ByteArrayInputStream(utf8("[{\"a\":1},"));
        InputStream json = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("read too far");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = first.read(into, offset, length);
                if (count < 0) {
                    throw new AssertionError("read too far");
                }
                return count;
            }
        };
        Iterator<Map<String, @Nullable Object>> rows = rows(json);
        assertThat(rows.next()).containsEntry("a", 1L);
    }

    @Test
    void aMonstrousRowIsRefused() {
        InputStream endless = new InputStream() {
            private boolean begun;

            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                Arrays.fill(into, offset, offset + length, (byte) 'x');
                byte[] start = utf8("[{\"");
                if (!begun) {
                    System.arraycopy(start, 0, into, offset, start.length);
                    begun = true;
                }
                return length;
            }
        };
        assertThatThrownBy(() -> rows(endless).next()).isInstanceOf(UnreadableAnswerException.class);
    }

    /** Whatever has been read is forgotten, little is read ahead, and the bound is for one row, not for all. */
    @Test
    @Timeout(60)
    void holdsOneRowAtATime() {
        byte[] piece = utf8(ROW + ",");
        long[] given = new long[1];
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("one at a time");
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                for (int i = 0; i < length; i++, given[0]++) {
                    into[offset + i] = given[0] == 0 ? (byte) '[' : piece[(int) ((given[0] - 1) % piece.length)];
                }
                return length;
            }
        };
        Iterator<Map<String, @Nullable Object>> rows = rows(endless);
        List<WeakReference<Object>> early = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            early.add(new WeakReference<>(rows.next()));
        }
        int more = 120_000;
        for (int i = 0; i < more; i++) {
            rows.next();
        }
        assertThat(given[0] - (long) (more + early.size()) * piece.length).isBetween(0L, 16_384L);
        while (early.stream().anyMatch(row -> row.get() != null)) {
            System.gc();
        }
        assertThat(rows.hasNext()).isTrue();
    }

    private static String thread(int replies) {
        return "{\"text\":\"a\",\"replies\":[".repeat(replies) + "{\"text\":\"last\"}" + "]}".repeat(replies);
    }

    private static int depthOf(@Nullable Object comment) {
        int depth = 0;
        Object at = comment;
        while (at instanceof Map<?, ?> fields && fields.get("replies") instanceof List<?> replies) {
            at = replies.get(0);
            depth++;
        }
        assertThat(at).isEqualTo(Map.of("text", "last"));
        return depth;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 32, 33, 63, 64, 127, 128, 129, 255, 999, 1000, 1023})
    void readsRepliesOfReplies_aThousandDeep(int replies) {
        List<Map<String, @Nullable Object>> rows =
                all("[" + thread(replies) + "," + ROW + "," + thread(replies) + "," + ROW + "]");
        assertThat(rows).hasSize(4);
        assertThat(depthOf(rows.get(0))).isEqualTo(replies);
        assertThat(rows.get(1)).isEqualTo(row());
        assertThat(depthOf(rows.get(2))).isEqualTo(replies);
        assertThat(rows.get(3)).isEqualTo(row());
    }

    @Test
    void deepRowsAreReadOnASmallStack() throws InterruptedException {
        AtomicReference<@Nullable Object> result = new AtomicReference<>();
        Thread small = new Thread(
                null,
                () -> {
                    try {
                        result.set(all("[" + thread(1023) + "]").size());
                    } catch (Throwable e) {
                        result.set(e);
                    }
                },
                "small",
                160 << 10);
        small.start();
        small.join();
        assertThat(result.get()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1025, 100_000})
    void refusesRowsThatAreNestedWithoutEnd(int replies) {
        assertThatThrownBy(() -> all("[" + thread(replies) + "]"))
                .isInstanceOf(UnreadableAnswerException.class)
                .hasRootCauseMessage("nested deeper than 2048 levels");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"a\":%s]",
                "[{\"a\":%s}",
                "[{\"a\":%s}]]",
                "[{\"a\":%s,}]",
                "[{\"a\":%s;\"b\":1}]",
                "[{\"a\":%s,\"a\":1}]"
            })
    void whatIsWrongBehindDeepReplies_isFound(String json) {
        all("[{\"a\":" + thread(500) + ",\"b\":1}]");
        assertThatThrownBy(() -> all(json.formatted(thread(500)))).isInstanceOf(UnreadableAnswerException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nul", "{\"x\":1,\"x\":2}", "[1,]", "01", "{1:2}", "'a'", "[1 2]", "NaN", "1e999999", "{\"x\" 1}"
            })
    void whatIsWrongWithinDeepReplies_isFound(String wrong) {
        for (int replies : new int[] {3, 100, 127, 128, 500, 1000}) {
            String json = "[" + thread(replies).replace("\"last\"", wrong) + "]";
            assertThatThrownBy(() -> all(json)).isInstanceOf(UnreadableAnswerException.class);
        }
    }
}
