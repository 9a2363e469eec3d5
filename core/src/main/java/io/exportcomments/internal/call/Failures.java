package io.exportcomments.internal.call;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Takes the wrapping off failures of futures. */
public final class Failures {
    private Failures() {}

    /** What really failed, without the wrapping that futures put around it. */
    public static Throwable unwrapped(Throwable failure) {
        Throwable inner = failure;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }
}
