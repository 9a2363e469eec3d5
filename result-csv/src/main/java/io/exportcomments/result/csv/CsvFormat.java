package io.exportcomments.result.csv;

import io.exportcomments.result.FlatFile;
import io.exportcomments.result.RowFile;
import io.exportcomments.result.RowFormat;
import io.exportcomments.result.csv.internal.CsvRowFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * CSV as RFC 4180 has it: UTF-8, commas, a heading with the names of all fields that a row has, in the order in which
 * they first come. A null and a field that is absent are an empty cell, an empty text is {@code ""}. Numbers keep all
 * their digits. The fields of an object have columns of their own ({@code author.name}), lists are JSON. Replies that
 * are nested in a row are rows, as {@link io.exportcomments.result.FlatRows} says, unless they are to stay.
 *
 * <p>Constant memory: a file whose later rows have fields that its first ones lack is written a second time, from the
 * disk, with all columns. There are at most 1,000; what exceeds them is JSON in a column {@code other}. Immutable.
 */
public final class CsvFormat implements RowFormat {
    private final boolean nested;
    private final boolean spreadsheet;

    private CsvFormat(boolean nested, boolean spreadsheet) {
        this.nested = nested;
        this.spreadsheet = spreadsheet;
    }

    /** For programs: every cell is exactly what the result says. */
    public static CsvFormat exact() {
        return new CsvFormat(false, false);
    }

    /**
     * For spreadsheets: begins with a byte order mark, so that they read it as UTF-8; and a cell that they would change
     * or obey begins with an apostrophe: a number of more than 15 digits, which they would round; digits that begin
     * with 0; and a text that begins with {@code =}, {@code +}, {@code -}, {@code @}, a tab or a line break, which they
     * could take for a formula.
     */
    public CsvFormat forSpreadsheets() {
        return new CsvFormat(nested, true);
    }

    /** With nested replies as JSON in the column {@code replies}. */
    public CsvFormat withNestedReplies() {
        return new CsvFormat(true, spreadsheet);
    }

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public RowFile create(Path file) throws IOException {
        RowFile rows = CsvRowFile.create(file, spreadsheet);
        return nested ? rows : new FlatFile(rows);
    }
}
