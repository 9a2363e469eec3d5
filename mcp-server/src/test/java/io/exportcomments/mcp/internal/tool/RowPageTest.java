package io.exportcomments.mcp.internal.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowPageTest {
    private static Iterator<Map<String, Object>> rows(long count, LongFunction<Map<String, Object>> row) {
        return LongStream.range(0, count).mapToObj(row).iterator();
    }

    private static Map<String, Object> numbered(long number) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("number", number);
        row.put("author", number % 3 == 0 ? "Ann" : "Bob");
        row.put("text", null);
        return row;
    }

    private static RowQuery query(Map<String, Object> arguments) {
        return RowQuery.of(new ToolArguments(arguments, RowQuery.schema()));
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        long next = 0;
        long seen = 0;
        while (true) {
            Map<String, Object> page =
                    RowPage.read(rows(100, RowPageTest::numbered), query(Map.of("first_row", next, "limit", 7)));
            for (Object row : (List<?>) page.get("rows")) {
                assertThat(((Map<?, ?>) row).get("number")).isEqualTo(seen);
                seen++;
            }
            if (page.get("next_row") == null) {
                break;
            }
            next = (Long) page.get("next_row");
        }
        assertThat(seen).isEqualTo(100);
    }

    @Test
    void rowsAreChosenByAField() {
        Map<String, Object> page = RowPage.read(
                rows(100, RowPageTest::numbered),
                query(Map.of("where", "author", "contains", "aNN", "limit", 3, "fields", List.of("number"))));
        assertThat(page.get("rows"))
                .isEqualTo(List.of(Map.of("number", 0L), Map.of("number", 3L), Map.of("number", 6L)));
        assertThat(page.get("next_row")).isEqualTo(7L);
        assertThat(RowPage.read(rows(9, RowPageTest::numbered), query(Map.of("where", "text", "equals", "x"))))
                .containsEntry("note", "There are no such rows from there on.")
                .containsEntry("columns", List.of("number", "author", "text"));
    }

    @Test
    void aPageIsSmallWhateverTheRowsAre() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("text", "x".repeat(50_000));
        row.put("replies", Collections.nCopies(500, Map.of("text", "y".repeat(50_000))));
        Map<String, Object> page = RowPage.read(rows(1000, number -> row), query(Map.of("limit", 200)));
        assertThat(page.toString().length()).isLessThan(2 * RowPage.MOST_CHARACTERS);
        assertThat(page.get("next_row")).isEqualTo((long) ((List<?>) page.get("rows")).size());
        assertThat(page.toString()).contains("(49500 more characters)", "(480 more)");
    }

    @Test
    void aSearchThatTakesLongGoesOnInTheNextCall() {
        Map<String, Object> page = RowPage.read(
                rows(RowPage.MOST_READ + 10L, RowPageTest::numbered),
                query(Map.of("where", "author", "equals", "Nobody")));
        assertThat(page).containsEntry("next_row", (long) RowPage.MOST_READ);
        assertThat(page.get("rows")).isEqualTo(List.of());
    }

    @Test
    void aTextIsNotCutWithinACharacter() {
        Map<String, Object> page = RowPage.read(rows(1, n -> Map.of("t", "ab😀cd")), query(Map.of("text_limit", 3)));
        assertThat(page.get("rows")).isEqualTo(List.of(Map.of("t", "ab (4 more characters)")));
    }
}
