package io.exportcomments.fuzz;

import io.exportcomments.adapter.JsonText;
import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.port.RowReader;
import io.exportcomments.result.FlatRows;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first byte says in what pieces the rest comes. */
final class RowsTarget implements FuzzTarget {
    private static final Object NOTHING = new Object();

    private final RowReader rows = new JobCodec(URI.create("https://exportcomments.com"), Secrets.API_TOKEN).rows();

    @Override
    public boolean take(byte[] input) throws Exception {
        if (input.length == 0) {
            return false;
        }
        byte[] json = Arrays.copyOfRange(input, 1, input.length);
        List<Map<String, @Nullable Object>> read = new ArrayList<>();
        boolean whole = read(new ByteArrayInputStream(json), read);
        List<Map<String, @Nullable Object>> again = new ArrayList<>();
        boolean wholeAgain = read(new Pieces(json, 1 + (input[0] & 0x3F)), again);
        // What is wrong shows as soon as it was read, so that in one piece fewer rows come before it.
        boolean same = whole
                ? again.equals(read)
                : again.size() >= read.size() && again.subList(0, read.size()).equals(read);
        if (whole != wholeAgain || !same) {
            throw new AssertionError("In pieces, the same bytes have other rows");
        }
        for (Map<String, @Nullable Object> row : read) {
            survives(row);
        }
        flatten(read);
        return whole && !read.isEmpty();
    }

    /** Whether they were read to the end. */
    private boolean read(InputStream json, List<Map<String, @Nullable Object>> to) {
        Iterator<Map<String, @Nullable Object>> each = rows.read(json);
        try {
            while (each.hasNext()) {
                to.add(each.next());
            }
            return true;
        } catch (UnreadableAnswerException e) {
            Secrets.assertNotIn(e);
            return false;
        }
    }

    /** A line of JSON Lines has the same row. */
    private void survives(Map<String, @Nullable Object> row) {
        String line = JsonText.of(row);
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            throw new AssertionError("A row of more than a line: " + line);
        }
        byte[] array = ("[" + line + "]").getBytes(StandardCharsets.UTF_8);
        List<Map<String, @Nullable Object>> back = new ArrayList<>();
        if (!read(new ByteArrayInputStream(array), back) || !plain(back).equals(plain(List.of(row)))) {
            throw new AssertionError("A row that is not the same any more: " + line);
        }
    }

    /** The same with all numbers of one kind: 1E0 is written as 1, with all its digits. */
    private static Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> all = new LinkedHashMap<>();
            map.forEach((name, inner) -> all.put(name, plain(inner)));
            return all;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(RowsTarget::plain).toList();
        }
        return value instanceof Long number ? BigDecimal.valueOf(number) : value == null ? NOTHING : value;
    }

    /** Replies get rows of their own, none is lost, and nothing is nested that was a reply. */
    private static void flatten(List<Map<String, @Nullable Object>> rows) {
        long flat = FlatRows.of(rows.stream()).count();
        if (flat < rows.size()) {
            throw new AssertionError(rows.size() + " rows became " + flat);
        }
    }

    /** Bytes that come in small pieces. */
    private static final class Pieces extends InputStream {
        private final ByteArrayInputStream all;
        private final int most;

        Pieces(byte[] json, int most) {
            this.all = new ByteArrayInputStream(json);
            this.most = most;
        }

        @Override
        public int read() {
            return all.read();
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            return all.read(to, offset, Math.min(most, length));
        }
    }
}
