package io.exportcomments.transport.retrofit.internal;

import java.io.IOException;
import java.io.InterruptedIOException;

/** The ways in which OkHttp says that the thread was interrupted that carries a request. */
final class Interrupts {
    private Interrupts() {}

    /**
     * The failure; an {@link InterruptedIOException} if an interrupt of this thread caused it, whose mark is set then.
     * Methods in Kotlin throw an {@link InterruptedException} without declaring it, and the socket of an interrupted
     * virtual thread says only that it was closed.
     */
    static Exception told(Exception failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        } else if (!(failure instanceof IOException) || !Thread.currentThread().isInterrupted()) {
            return failure;
        }
        InterruptedIOException interrupted = new InterruptedIOException("interrupted");
        interrupted.initCause(failure);
        return interrupted;
    }
}
