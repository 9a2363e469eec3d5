package io.exportcomments.job;

import java.time.Instant;

/**
 * Hears of each sending of a creation just before it goes out. A program that writes it down can take the creation up
 * again after a crash, without creating the job twice: see
 * {@link io.exportcomments.ExportComments#resumeCreate(ExportRequest, Instant, java.util.Set, CreationJournal)}.
 */
@FunctionalInterface
public interface CreationJournal {
    /** Writes nothing down. */
    CreationJournal NONE = (request, at) -> {};

    /**
     * The request goes out once this returns: what is written must be on the disk by then. Called on a thread of the
     * client or of its transport, once or, after the first sending certainly created nothing, once more; the later
     * time counts then. If it throws, nothing is sent, and the creation fails with what it threw.
     *
     * @param at the present, by the client's clock
     */
    void sending(ExportRequest request, Instant at);
}
