package io.exportcomments.mcp.internal.tool;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a result are wanted.
 *
 * @param first the row to begin at, from 0
 * @param limit how many at most
 * @param fields the fields to show; empty for all
 * @param textLimit how many characters of a text to show
 * @param where the field that a row is chosen by; empty for every row
 * @param contains what that field has in it, in small letters
 * @param equal what that field is
 */
record RowQuery(
        long first,
        int limit,
        List<String> fields,
        int textLimit,
        Optional<String> where,
        Optional<String> contains,
        Optional<String> equal) {
    static final int MOST_ROWS = 200;

    private static final int USUAL_ROWS = 20;
    private static final int USUAL_TEXT = 500;
    private static final int MOST_TEXT = 5000;

    static ArgumentSchema schema() {
        return new ArgumentSchema()
                .guid()
                .number("first_row", "The row to begin at, from 0; 'next_row' of the page before.", 0, Long.MAX_VALUE)
                .number("limit", "Rows at most; default " + USUAL_ROWS + ".", 1, MOST_ROWS)
                .texts("fields", "The fields to show, such as author and message; default all.")
                .text("where", "The field to choose rows by.")
                .text("contains", "With 'where': rows whose field has this text in it, whatever the case of letters.")
                .text("equals", "With 'where': rows whose field is exactly this.")
                .number(
                        "text_limit",
                        "Characters of each text; longer ones are cut. Default " + USUAL_TEXT + ".",
                        1,
                        MOST_TEXT);
    }

    static RowQuery of(ToolArguments arguments) {
        Optional<String> where = arguments.text("where");
        Optional<String> contains = arguments.text("contains").map(text -> text.toLowerCase(Locale.ROOT));
        Optional<String> equal = arguments.text("equals");
        if (where.isPresent() == (contains.isEmpty() && equal.isEmpty())) {
            throw new ArgumentException("To choose rows, give 'where' together with 'contains' or 'equals'.");
        }
        return new RowQuery(
                arguments.number("first_row", 0, 0, Long.MAX_VALUE),
                (int) arguments.number("limit", USUAL_ROWS, 1, MOST_ROWS),
                arguments.texts("fields"),
                (int) arguments.number("text_limit", USUAL_TEXT, 1, MOST_TEXT),
                where,
                contains,
                equal);
    }

    boolean accepts(Map<String, @Nullable Object> row) {
        if (where.isEmpty()) {
            return true;
        }
        Object value = row.get(where.get());
        if (value == null) {
            return false;
        }
        String text = value.toString();
        return equal.map(text::equals).orElse(true)
                && contains.map(part -> text.toLowerCase(Locale.ROOT).contains(part))
                        .orElse(true);
    }
}
