package io.exportcomments.mock.internal.results;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** How a result is written: row by row, never whole in memory. */
public enum FileFormat {
    /** An array of objects. */
    JSON("application/json") {
        @Override
        void write(CommentSource source, int rows, OutputStream out) throws IOException {
            out.write('[');
            for (int row = 0; row < rows; row++) {
                out.write(row == 0 ? "\n".getBytes(StandardCharsets.UTF_8) : ",\n".getBytes(StandardCharsets.UTF_8));
                JsonObject values = new JsonObject(source.row(row).values());
                out.write(values.encode().getBytes(StandardCharsets.UTF_8));
            }
            out.write("\n]\n".getBytes(StandardCharsets.UTF_8));
        }
    },

    /** A workbook with one sheet, whose first row names the columns. */
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") {
        @Override
        void write(CommentSource source, int rows, OutputStream out) throws IOException {
            try (Workbook workbook = new Workbook(out, "exportcomments", "1.0")) {
                Worksheet sheet = workbook.newWorksheet("Comments");
                List<String> fields = Comment.FIELDS;
                for (int column = 0; column < fields.size(); column++) {
                    sheet.inlineString(0, column, fields.get(column));
                }
                for (int row = 0; row < rows; row++) {
                    Map<String, @Nullable Object> values = source.row(row).values();
                    for (int column = 0; column < fields.size(); column++) {
                        put(sheet, row + 1, column, values.get(fields.get(column)));
                    }
                    if (row % ROWS_IN_MEMORY == 0) {
                        sheet.flush();
                    }
                }
                sheet.finish();
            }
        }
    };

    private static final int ROWS_IN_MEMORY = 200;

    private final String mediaType;

    FileFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The media type of such a file. */
    public String mediaType() {
        return mediaType;
    }

    abstract void write(CommentSource source, int rows, OutputStream out) throws IOException;

    private static void put(Worksheet sheet, int row, int column, @Nullable Object value) {
        if (value instanceof Number number) {
            sheet.value(row, column, number);
        } else if (value != null) {
            sheet.inlineString(row, column, CellText.of(value.toString()));
        }
    }
}
