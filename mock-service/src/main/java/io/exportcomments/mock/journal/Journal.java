package io.exportcomments.mock.journal;

import io.exportcomments.mock.request.MockOperation;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the mock was asked, in order of arrival. It keeps the newest 100,000 exchanges. Safe for use by many threads.
 *
 * <p>The waiting methods wait in real time and fail with an {@link AssertionError} that shows the journal when their
 * bound is over.
 */
public interface Journal {

    /** All exchanges as they stand now. */
    List<JournalEntry> entries();

    /** The exchanges of one operation as they stand now. */
    List<JournalEntry> entries(MockOperation operation);

    /** How often one operation was requested. */
    int count(MockOperation operation);

    /** How many requests match a condition. */
    int count(Predicate<JournalEntry> condition);

    /**
     * The largest number of requests to the API that came within any such span of the mock's time; an exchange at its
     * very end does not count.
     */
    int mostWithin(Duration span);

    /** Waits until an exchange matches a condition, and returns it. */
    JournalEntry await(Predicate<JournalEntry> condition, Duration bound);

    /** Waits until the client has closed a connection before the answer to this operation was out. */
    default JournalEntry awaitAbort(MockOperation operation, Duration bound) {
        return await(e -> e.operation() == operation && e.state() == JournalEntry.State.ABORTED_BY_CLIENT, bound);
    }

    /** Waits until one operation has been requested at least this often. */
    void awaitCount(MockOperation operation, int count, Duration bound);

    /** Waits until no exchange is open. */
    void awaitIdle(Duration bound);

    /** Forgets what came so far; numbers go on. */
    void clear();

    /** All exchanges as text, one a line. */
    String toText();
}
