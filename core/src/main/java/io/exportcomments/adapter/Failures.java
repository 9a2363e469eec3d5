package io.exportcomments.adapter;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Takes the wrapping off failures of futures. */
public final class Failures {
    private Failures() {}

    /** What really failed, without the {@link CompletionException}s and {@link ExecutionException}s around it. */
    public static Throwable unwrap(Throwable failure) {
        Throwable inner = failure;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }
}
