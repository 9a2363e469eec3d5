package io.exportcomments.result.csv.internal;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Columns that came after the first row: the file is copied with a new heading, and with the cells that are missing at
 * the ends of the rows before. For one thread at a time.
 */
final class LateColumns implements Closeable {
    private static final int PIECE = 64 * 1024;

    /**
     * A run of rows with the same columns.
     *
     * @param before the first row after them
     */
    private record Run(long before, int columns) {}

    private final Path file;
    private final Path copy;
    private final Deque<Run> runs = new ArrayDeque<>();
    private long headingEnd;
    private int columns;

    LateColumns(Path file) {
        this.file = file;
        this.copy = file.resolveSibling(file.getFileName() + ".2");
    }

    /** How the file is written. */
    interface Writing {
        CsvWriter to(OutputStream file) throws IOException;
    }

    /** The heading of the file as it is ends after so many bytes. */
    void headingEnds(long bytes) {
        headingEnd = bytes;
    }

    /** From a row on, there are more columns. */
    void columnsFrom(long row, int before, int now) {
        runs.add(new Run(row, before));
        columns = now;
    }

    boolean areThere() {
        return !runs.isEmpty();
    }

    /** Gives all rows all columns. */
    void complete(long rows, String[] heading, Writing writing) throws IOException {
        runs.add(new Run(rows + 1, columns));
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(copy), PIECE)) {
            CsvWriter head = writing.to(out);
            head.writeRecord(heading);
            head.flush();
            in.skipNBytes(headingEnd);
            copyRows(in, out);
        }
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private void copyRows(InputStream in, OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE];
        boolean quoted = false;
        long row = 1;
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            int from = 0;
            for (int i = 0; i < length; i++) {
                if (piece[i] == '"') {
                    quoted = !quoted;
                } else if (piece[i] == '\r' && !quoted) {
                    out.write(piece, from, i - from);
                    pad(row++, out);
                    from = i;
                }
            }
            out.write(piece, from, length - from);
        }
    }

    private void pad(long row, OutputStream out) throws IOException {
        while (runs.element().before() <= row) {
            runs.remove();
        }
        for (int missing = columns - runs.element().columns(); missing > 0; missing--) {
            out.write(',');
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(copy);
    }
}
