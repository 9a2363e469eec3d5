package io.exportcomments.bulk.jdbc.internal;

import io.exportcomments.bulk.port.StoreTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.function.Function;

/** A part of a transaction that the program began, and ends. Where the part fails, the rest stays as it was. */
public final class JoinedTransaction {
    private static final int MOST_TRIES = 3;

    private JoinedTransaction() {}

    /**
     * Runs work in it. Where another program has added the same meanwhile, the work runs again; any other conflict is
     * the program's, whose transaction is lost by it.
     *
     * @param connection the transaction's
     */
    public static <T> T run(
            Connection connection, BulkDatabase database, StoreClock clock, Function<StoreTransaction, T> work)
            throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return once(connection, database, clock, work);
            } catch (SqlRunner.FailedException e) {
                if (tries == MOST_TRIES || !database.isDuplicate(e.reason())) {
                    throw e.reason();
                }
            }
        }
    }

    private static <T> T once(
            Connection connection, BulkDatabase database, StoreClock clock, Function<StoreTransaction, T> work)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        boolean done = false;
        try {
            T result = work.apply(new JdbcTransaction(new SqlRunner(connection, database), database, clock));
            done = true;
            connection.releaseSavepoint(before);
            return result;
        } finally {
            if (!done) {
                connection.rollback(before);
            }
        }
    }
}
