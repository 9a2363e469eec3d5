package io.exportcomments.port;

import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a JSON result one at a time, in constant memory. */
@FunctionalInterface
public interface RowReader {
    /**
     * The rows of a JSON array of objects, each with its values in plain Java: String, Boolean, Long, BigDecimal, List,
     * Map or null. The iterator is for one thread, reads only as far as it must, and leaves the stream open. It throws
     * an {@link io.exportcomments.error.UnreadableAnswerException} for what is not such an array, and a
     * {@link java.io.UncheckedIOException} when the stream breaks.
     */
    Iterator<Map<String, @Nullable Object>> read(InputStream json);
}
