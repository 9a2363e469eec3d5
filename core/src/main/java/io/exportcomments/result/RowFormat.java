package io.exportcomments.result;

import java.io.IOException;
import java.nio.file.Path;

/** A format of files that are made from the rows of a JSON result, such as {@link JsonLines}. Immutable. */
public interface RowFormat {
    /** The usual ending of such a file's name, without a dot. */
    String extension();

    /**
     * Starts to write a file.
     *
     * @param file the file, replaced if it exists; it is not the result's final name, so it may be incomplete
     * @throws IOException if it can't be written
     */
    RowFile create(Path file) throws IOException;
}
