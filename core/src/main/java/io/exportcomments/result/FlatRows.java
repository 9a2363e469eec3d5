package io.exportcomments.result;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Passes rows on with the replies that are nested in them as rows of their own, each right after what it answers and
 * the replies before it.
 *
 * <p>Replies are nested where the field {@code replies} is a list of objects. Such a row loses the field and gets the
 * field {@code depth}: 0 for a comment, 1 for a reply to it, and so on. A reply also gets {@code parent_id}, the id of
 * what it answers, from the field {@code id} or {@code comment_id}. What a row has of these fields itself, it keeps.
 * All other rows are passed on as they are.
 */
public final class FlatRows implements RowSink {
    /** The field with the replies. The name is our assumption, as is the shape. */
    private static final String REPLIES = "replies";

    private static final String PARENT = "parent_id";
    private static final String DEPTH = "depth";
    private static final List<String> IDS = List.of("id", "comment_id");

    private final RowSink target;

    /**
     * @param target gets the flat rows
     */
    public FlatRows(RowSink target) {
        this.target = target;
    }

    /** Flat rows of a stream of rows, which is closed with it; reads only as far as it must. */
    public static Stream<Map<String, @Nullable Object>> of(Stream<Map<String, @Nullable Object>> rows) {
        return rows.flatMap(row -> {
            if (replies(row).isEmpty()) {
                return Stream.of(row);
            }
            List<Map<String, @Nullable Object>> flat = new ArrayList<>();
            pass(row, null, 0, flat::add);
            return flat.stream();
        });
    }

    /** What gets a flat row. */
    private interface Target<E extends Exception> {
        void row(Map<String, @Nullable Object> row) throws E;
    }

    @Override
    public void row(Map<String, @Nullable Object> row) throws IOException {
        if (replies(row).isEmpty()) {
            target.row(row);
        } else {
            pass(row, null, 0, target::row);
        }
    }

    private static <E extends Exception> void pass(
            Map<String, @Nullable Object> row, @Nullable Object parent, long depth, Target<E> target) throws E {
        Optional<List<Map<String, @Nullable Object>>> replies = replies(row);
        Map<String, @Nullable Object> flat = new LinkedHashMap<>(row);
        if (replies.isPresent()) {
            flat.remove(REPLIES);
        }
        if (parent != null) {
            flat.putIfAbsent(PARENT, parent);
        }
        flat.putIfAbsent(DEPTH, depth);
        target.row(flat);
        for (Map<String, @Nullable Object> reply : replies.orElse(List.of())) {
            pass(reply, id(row), depth + 1, target);
        }
    }

    private static @Nullable Object id(Map<String, @Nullable Object> row) {
        for (String name : IDS) {
            Object id = row.get(name);
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    private static Optional<List<Map<String, @Nullable Object>>> replies(Map<String, @Nullable Object> row) {
        return row.get(REPLIES) instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)
                ? Optional.of((List<Map<String, @Nullable Object>>) list)
                : Optional.empty();
    }
}
