package io.exportcomments.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FlatRowsTest {

    private static Map<String, @Nullable Object> row(@Nullable Object... fields) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            row.put(String.valueOf(fields[i]), fields[i + 1]);
        }
        return row;
    }

    private static List<Map<String, @Nullable Object>> flat(Map<String, @Nullable Object> row) throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        new FlatRows(rows::add).row(row);
        try (Stream<Map<String, @Nullable Object>> stream = FlatRows.of(Stream.of(row))) {
            assertThat(stream).isEqualTo(rows);
        }
        return rows;
    }

    @Test
    void repliesFollowWhatTheyAnswer() throws IOException {
        Map<String, @Nullable Object> deepest = row("id", 4L, "replies", List.of());
        Map<String, @Nullable Object> first = row("id", 2L, "replies", List.of(deepest));
        Map<String, @Nullable Object> second = row("comment_id", "x3", "text", "hi");
        assertThat(flat(row("id", 1L, "replies", List.of(first, second), "text", "top")))
                .containsExactly(
                        row("id", 1L, "text", "top", "depth", 0L),
                        row("id", 2L, "parent_id", 1L, "depth", 1L),
                        row("id", 4L, "parent_id", 2L, "depth", 2L),
                        row("comment_id", "x3", "text", "hi", "parent_id", 1L, "depth", 1L));
    }

    @Test
    void whatARowHasItselfItKeeps() throws IOException {
        Map<String, @Nullable Object> own = row("parent_id", "p", "depth", 7L);
        Map<String, @Nullable Object> none = row("parent_id", null);
        assertThat(flat(row("id", 1L, "replies", List.of(own, none))))
                .containsExactly(
                        row("id", 1L, "depth", 0L),
                        row("parent_id", "p", "depth", 7L),
                        row("parent_id", 1L, "depth", 1L));
    }

    @Test
    void withoutAnIdTheDepthTellsTheParent() throws IOException {
        assertThat(flat(row("replies", List.of(row("text", "a")))))
                .containsExactly(row("depth", 0L), row("text", "a", "depth", 1L));
    }

    @Test
    void rowsWithoutNestedRepliesArePassedOnAsTheyAre() throws IOException {
        for (Map<String, @Nullable Object> row : List.of(
                row(), row("replies", 3L), row("replies", null), row("replies", List.of("text", row("a", 1L))))) {
            List<Map<String, @Nullable Object>> rows = flat(row);
            assertThat(rows).hasSize(1);
            assertThat(rows.get(0)).isSameAs(row);
        }
    }

    @Test
    void aThousandLevelsAreNoTrouble() throws IOException {
        Map<String, @Nullable Object> row = row("id", 0L);
        for (long i = 1; i <= 1000; i++) {
            row = row("id", i, "replies", List.of(row));
        }
        assertThat(flat(row)).hasSize(1001).last().isEqualTo(row("id", 0L, "parent_id", 1L, "depth", 1000L));
    }
}
