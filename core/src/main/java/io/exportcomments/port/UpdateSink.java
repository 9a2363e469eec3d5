package io.exportcomments.port;

/**
 * What an update source tells core about one job. No method blocks, throws, or calls the program's code.
 */
public interface UpdateSink {
    /** From now on nothing is missed; said at the beginning, and again after each gap. */
    void live();

    /** Something was seen. */
    void update(Observation observation);

    /**
     * Something may have been missed, and may go on being missed; the source recovers by itself and then says
     * {@link #live()}.
     */
    void gap(Throwable cause);

    /** The source will not recover; nothing follows. */
    void broken(Throwable error);
}
