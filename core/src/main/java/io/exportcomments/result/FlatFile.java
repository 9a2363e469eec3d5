package io.exportcomments.result;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file that gets its rows flat, as {@link FlatRows} says. */
public final class FlatFile implements RowFile {
    private final RowFile file;
    private final FlatRows rows;

    /**
     * @param file gets the flat rows, and is closed with this
     */
    public FlatFile(RowFile file) {
        this.file = file;
        this.rows = new FlatRows(file);
    }

    @Override
    public void row(Map<String, @Nullable Object> row) throws IOException {
        rows.row(row);
    }

    @Override
    public void finish() throws IOException {
        file.finish();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
