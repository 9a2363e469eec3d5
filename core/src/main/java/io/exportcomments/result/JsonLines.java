package io.exportcomments.result;

import io.exportcomments.adapter.JsonText;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON Lines: an object on each line, in UTF-8, with the values of the result as they are. Replies that are nested in
 * a row have lines of their own, as {@link FlatRows} says, unless they are to stay where they are.
 */
public final class JsonLines implements RowFormat {
    private final boolean nested;

    private JsonLines(boolean nested) {
        this.nested = nested;
    }

    /** With a line for each reply. */
    public static JsonLines flat() {
        return new JsonLines(false);
    }

    /** With replies nested in what they answer. */
    public static JsonLines nested() {
        return new JsonLines(true);
    }

    @Override
    public String extension() {
        return "jsonl";
    }

    @Override
    public RowFile create(Path file) throws IOException {
        Lines lines = new Lines(new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8));
        return nested ? lines : new FlatFile(lines);
    }

    private static final class Lines implements RowFile {
        private final Writer out;
        private final JsonText json;

        private Lines(Writer out) {
            this.out = out;
            this.json = new JsonText(out);
        }

        @Override
        public void row(Map<String, @Nullable Object> row) throws IOException {
            json.value(row);
            json.raw('\n');
        }

        @Override
        public void finish() throws IOException {
            json.flush();
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
