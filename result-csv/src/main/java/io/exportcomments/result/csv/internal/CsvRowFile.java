package io.exportcomments.result.csv.internal;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.exportcomments.adapter.JsonText;
import io.exportcomments.result.RowFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file that grows row by row. Its heading is that of the first row; when a later row brings a column, the rows
 * before it are too short, which {@link LateColumns} mends in the end.
 */
public final class CsvRowFile implements RowFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String OTHER = "other";
    /** What stands for half a surrogate pair, which UTF-8 can't hold. */
    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    private final Path path;
    private final boolean spreadsheet;
    private final CsvWriter out;
    private final ColumnNames columns = new ColumnNames();
    private final LateColumns late;
    private @Nullable String[] cells = new String[0];
    /** In which row each column was last filled. */
    private long[] filled = new long[0];

    private final Map<String, @Nullable Object> overflow = new LinkedHashMap<>();
    private int overflowColumn = ColumnNames.NONE;
    private long row;
    /** Rows without any field, which came before there was a column. */
    private long emptyRows;

    private boolean closed;

    private CsvRowFile(Path path, boolean spreadsheet, OutputStream file) throws IOException {
        this.path = path;
        this.spreadsheet = spreadsheet;
        this.out = writer(file, spreadsheet);
        this.late = new LateColumns(path);
    }

    /** Starts to write a file. */
    public static CsvRowFile create(Path path, boolean spreadsheet) throws IOException {
        OutputStream file = Files.newOutputStream(path);
        try {
            return new CsvRowFile(path, spreadsheet, file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static CsvWriter writer(OutputStream file, boolean marked) throws IOException {
        OutputStreamWriter text = new OutputStreamWriter(
                file,
                StandardCharsets.UTF_8
                        .newEncoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)
                        .replaceWith(REPLACEMENT));
        if (marked) {
            text.write(BYTE_ORDER_MARK);
        }
        return CsvWriter.builder()
                .quoteStrategy(QuoteStrategies.EMPTY)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(text);
    }

    @Override
    public void row(Map<String, @Nullable Object> fields) throws IOException {
        row++;
        columns.restart();
        Arrays.fill(cells, null);
        int before = columns.count();
        put("", fields);
        putOverflow();
        int now = columns.count();
        if (now == 0) {
            emptyRows++;
        } else if (before == 0) {
            begin();
        } else if (now > before) {
            late.columnsFrom(row, before, now);
        }
        if (now > 0) {
            write(cells);
        }
    }

    /** The heading, and the rows that had nothing. */
    private void begin() throws IOException {
        write(heading());
        out.flush();
        late.headingEnds(Files.size(path));
        @Nullable String[] nothing = new String[columns.count()];
        for (; emptyRows > 0; emptyRows--) {
            write(nothing);
        }
    }

    private String[] heading() {
        return columns.names().stream()
                .map(name -> spreadsheet ? SpreadsheetText.ofText(name) : name)
                .toArray(String[]::new);
    }

    private void write(@Nullable String[] record) throws IOException {
        try {
            // A line with nothing on it would be no row.
            out.writeRecord(record.length == 1 && record[0] == null ? new String[] {""} : record);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void put(String prefix, Map<?, ?> fields) {
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            String name = prefix.isEmpty() ? String.valueOf(field.getKey()) : prefix + field.getKey();
            Object value = field.getValue();
            if (value instanceof Map<?, ?> object && !object.isEmpty()) {
                put(name + ".", object);
            } else {
                put(name, value);
            }
        }
    }

    private void put(String name, @Nullable Object value) {
        int place = columns.place(name);
        if (place == ColumnNames.NONE) {
            overflow.put(name, value);
            return;
        }
        grow();
        if (filled[place] == row) {
            put(name + "_", value);
        } else {
            filled[place] = row;
            cells[place] = cell(value);
        }
    }

    private void grow() {
        if (cells.length < columns.count()) {
            cells = Arrays.copyOf(cells, columns.count());
            filled = Arrays.copyOf(filled, columns.count());
        }
    }

    private void putOverflow() {
        if (overflow.isEmpty()) {
            return;
        }
        if (overflowColumn == ColumnNames.NONE) {
            String name = OTHER;
            while (columns.has(name)) {
                name += "_";
            }
            overflowColumn = columns.addOfOthers(name);
            grow();
        }
        cells[overflowColumn] = json(overflow);
        overflow.clear();
    }

    private @Nullable String cell(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            return spreadsheet ? SpreadsheetText.ofText(text) : text;
        }
        if (value instanceof Number) {
            return spreadsheet ? SpreadsheetText.ofNumber(value.toString()) : value.toString();
        }
        return value instanceof Boolean ? value.toString() : json(value);
    }

    /** Texts in it can hold what a spreadsheet takes for the end of a cell. */
    private String json(Object value) {
        String text = JsonText.of(value);
        return spreadsheet ? SpreadsheetText.ofText(text) : text;
    }

    @Override
    public void finish() throws IOException {
        closeOnce();
        if (late.areThere()) {
            late.complete(row, heading(), file -> writer(file, spreadsheet));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            closeOnce();
        } finally {
            late.close();
        }
    }

    private void closeOnce() throws IOException {
        if (!closed) {
            closed = true;
            out.close();
        }
    }

    @Override
    public String toString() {
        return "CsvRowFile[" + path + ", " + List.copyOf(columns.names()) + "]";
    }
}
