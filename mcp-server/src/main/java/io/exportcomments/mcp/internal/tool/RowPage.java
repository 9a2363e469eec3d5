package io.exportcomments.mcp.internal.tool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One page of a result's rows, which is small whatever the result is. For one thread. */
final class RowPage {
    /** How many characters the rows of a page have, about, at most; a single row may have more, cut as it is. */
    static final int MOST_CHARACTERS = 30_000;
    /** How many rows are looked at for a page; then the next one goes on. */
    static final int MOST_READ = 100_000;

    private final RowQuery query;
    private final RowExcerpt excerpt;
    private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    private List<String> columns = List.of();
    private int characters;

    private RowPage(RowQuery query) {
        this.query = query;
        this.excerpt = new RowExcerpt(query);
    }

    /** The page as JSON values. */
    static Map<String, @Nullable Object> read(Iterator<Map<String, @Nullable Object>> result, RowQuery query) {
        return new RowPage(query).read(result);
    }

    private Map<String, @Nullable Object> read(Iterator<Map<String, @Nullable Object>> result) {
        long at = 0;
        for (; at < query.first() && result.hasNext(); at++) {
            result.next();
        }
        Long next = null;
        for (long seen = 0; next == null && result.hasNext(); seen++, at++) {
            if (rows.size() == query.limit() || seen == MOST_READ || !take(result.next())) {
                next = at;
            }
        }
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("rows", rows);
        page.put("first_row", query.first());
        page.put("next_row", next);
        page.put("columns", columns);
        if (rows.isEmpty()) {
            page.put("note", next == null ? "There are no such rows from there on." : "None yet: go on at next_row.");
        }
        return page;
    }

    /** False if the page is full without this row. */
    private boolean take(Map<String, @Nullable Object> row) {
        if (columns.isEmpty()) {
            columns = List.copyOf(row.keySet());
        }
        if (query.accepts(row)) {
            Map<String, @Nullable Object> shown = excerpt.of(row);
            int length = shown.toString().length();
            if (!rows.isEmpty() && characters + length > MOST_CHARACTERS) {
                return false;
            }
            characters += length;
            rows.add(shown);
        }
        return true;
    }
}
