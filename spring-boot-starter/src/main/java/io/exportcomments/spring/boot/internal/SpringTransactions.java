package io.exportcomments.spring.boot.internal;

import io.exportcomments.bulk.jdbc.CallerTransactions;
import io.exportcomments.bulk.port.BulkStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The transaction that Spring has bound to the calling thread, if it is one of this data source: of JDBC, or of JPA
 * where that shows its connection. Thread-safe.
 */
public final class SpringTransactions implements CallerTransactions {
    private final DataSource database;

    public SpringTransactions(DataSource database) {
        this.database = database;
    }

    @Override
    public Optional<Connection> current() {
        // Without synchronization the transaction is over, though its connection is still bound to the thread.
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.getResource(database) instanceof ConnectionHolder holder) {
            Connection connection = holder.getConnection();
            return commitsByItself(connection) ? Optional.empty() : Optional.of(connection);
        }
        return Optional.empty();
    }

    private static boolean commitsByItself(Connection connection) {
        try {
            return connection.getAutoCommit();
        } catch (SQLException e) {
            throw new BulkStoreException("The program's transaction is broken: " + e.getMessage(), e);
        }
    }

    @Override
    public void afterCommit(Runnable task) {
        if (current().isPresent()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    task.run();
                }
            });
        } else {
            task.run();
        }
    }
}
