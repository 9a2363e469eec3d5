package io.exportcomments.benchmarks;

import java.io.IOException;
import java.util.Map;

/** One row of the table: the same work done by us, and by those that a program would use without us. */
interface Comparison extends AutoCloseable {
    /** Our name among the {@link #sides()}. */
    String OURS = "exportcomments";

    /** Who does the work, by name; {@link #OURS} is one of them. */
    Map<String, Work> sides() throws Exception;

    /** How many operations are in one piece of work, such as the rows of a file. */
    default int operations() {
        return 1;
    }

    @Override
    default void close() throws IOException {}
}
