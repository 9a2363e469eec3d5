package io.exportcomments.bulk.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a worker works with from its start to its end.
 *
 * @param own what was made for it, and ends with it
 */
public record WorkerParts(EngineSettings settings, List<AutoCloseable> own) implements AutoCloseable {
    /** Copies the list. */
    public WorkerParts {
        own = List.copyOf(own);
    }

    /** Ends what was made for it, the last first. */
    @Override
    public void close() {
        List<AutoCloseable> latestFirst = new ArrayList<>(own);
        Collections.reverse(latestFirst);
        latestFirst.forEach(WorkerParts::close);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("A part of the worker failed to close", e);
        }
    }
}
