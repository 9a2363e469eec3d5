package io.exportcomments.mock.internal.results;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

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
            XlsxWriter.write(
                    source.fields(),
                    rows,
                    row -> new ArrayList<>(source.row(row).values().values()),
                    out);
        }
    };

    private final String mediaType;

    FileFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The media type of such a file. */
    public String mediaType() {
        return mediaType;
    }

    abstract void write(CommentSource source, int rows, OutputStream out) throws IOException;
}
