package io.exportcomments.internal.download;

import io.exportcomments.result.RowSink;
import java.io.IOException;

/** Where the rows of a result go. Used by one thread after the other; {@link #abandon()} is for any. */
interface RowTarget<T> extends RowSink {
    /** Gets ready, before anything is asked of the service. */
    void open() throws IOException;

    /** All rows were taken: what has become of them. */
    T finish() throws IOException;

    /** No more rows come; leaves nothing behind that is not finished. */
    void discard();

    /** Takes away at once what is not finished, though a row may be on its way; {@link #discard()} follows. */
    void abandon();

    /** The error for trouble of this target. */
    Exception failure(IOException trouble);
}
