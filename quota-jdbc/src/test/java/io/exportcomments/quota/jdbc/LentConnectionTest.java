package io.exportcomments.quota.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.quota.jdbc.internal.AccountTransaction;
import io.exportcomments.quota.jdbc.internal.QuotaDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pool lends a connection that breaks while it is used. */
class LentConnectionTest {
    private final Connection real = opened();

    /** The method that fails from now on. */
    private final AtomicReference<String> broken = new AtomicReference<>("none");

    private final Connection lent = (Connection) Proxy.newProxyInstance(
            Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, called, arguments) -> {
                if (called.getName().equals(broken.get())) {
                    throw new SQLException("the connection is broken");
                }
                try {
                    return called.invoke(real, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });

    private static Connection opened() {
        try {
            return DriverManager.getConnection("jdbc:sqlite::memory:");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() throws SQLException {
        real.close();
    }

    private String run(AccountTransaction.Work<String> work) throws SQLException {
        return AccountTransaction.run(lent, QuotaDatabase.SQLITE, "account", work);
    }

    @Test
    void itIsGivenBackAsItWasThoughNothingCouldBeTakenBack() throws SQLException {
        real.setAutoCommit(false);
        broken.set("createStatement");

        assertThatThrownBy(() -> run(account -> "done")).hasMessage("the connection is broken");
        assertThat(real.getAutoCommit()).isFalse();
    }

    @Test
    void whatWasCommittedBeforeItBrokeIsCommitted() throws SQLException {
        String done = run(account -> {
            broken.set("setAutoCommit");
            return "done";
        });

        assertThat(done).isEqualTo("done");
    }
}
