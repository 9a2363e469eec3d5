package io.exportcomments.bulk.jdbc;

import io.exportcomments.annotation.Experimental;
import java.sql.Connection;
import java.util.Optional;

/**
 * Which transaction of the program the calling thread is in, so that a store can take part in it: what is submitted
 * there is committed with all else, or taken back with it. For frameworks that bind transactions to threads, as Spring
 * does. Thread-safe.
 */
@Experimental
public interface CallerTransactions {
    /** None: each transaction is the store's own. */
    CallerTransactions NONE = new CallerTransactions() {
        @Override
        public Optional<Connection> current() {
            return Optional.empty();
        }

        @Override
        public void afterCommit(Runnable task) {
            task.run();
        }
    };

    /**
     * The connection of the transaction that the calling thread is in, on the store's database; empty if it is in none.
     * It is lent, does not commit by itself, and is ended by the program.
     */
    Optional<Connection> current();

    /** Runs a task once that transaction is committed, and never if it is taken back; at once, if there is none. */
    void afterCommit(Runnable task);
}
