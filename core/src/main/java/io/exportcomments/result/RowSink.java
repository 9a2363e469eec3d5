package io.exportcomments.result;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a result, one at a time, in their order. Called by one thread at a time. */
@FunctionalInterface
public interface RowSink {
    /**
     * Takes the next row. It may block; the next row is read when it returns.
     *
     * @param row the fields by their names, not changed later: values are String, Boolean, Long, BigDecimal, List, Map
     *     or null
     * @throws IOException ends the reading; whoever reads the rows gets it
     */
    void row(Map<String, @Nullable Object> row) throws IOException;
}
