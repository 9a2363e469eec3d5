package io.exportcomments.result;

import java.io.Closeable;
import java.io.IOException;

/** A file that rows are written to. For one thread at a time; whoever creates it closes it. */
public interface RowFile extends RowSink, Closeable {
    /**
     * Completes the file after its last row; no row may follow.
     *
     * @throws IOException if it can't be written
     */
    void finish() throws IOException;

    /** Closes the file, complete or not; does not delete it. Doing so twice is fine. */
    @Override
    void close() throws IOException;
}
