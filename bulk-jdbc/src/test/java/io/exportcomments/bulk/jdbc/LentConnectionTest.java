package io.exportcomments.bulk.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.bulk.jdbc.internal.ConnectionSource;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A pool lends a connection that breaks while it is used. */
class LentConnectionTest {
    private static Object broken(Class<?> type, String method) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
            if (called.getName().equals(method)) {
                throw new SQLException("Connection is closed");
            }
            return switch (called.getName()) {
                case "getConnection" -> broken(Connection.class, "setAutoCommit");
                case "getAutoCommit" -> true;
                default -> null;
            };
        });
    }

    private final ConnectionSource lent = ConnectionSource.of((DataSource) broken(DataSource.class, "none"));

    @Test
    void whatBrokeItIsTold() {
        assertThatThrownBy(() -> lent.use(connection -> {
                    throw new SQLException("terminated by the administrator");
                }))
                .hasMessage("terminated by the administrator")
                .satisfies(told -> assertThat(told.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("Connection is closed"));
    }

    @Test
    void whatWasCommittedBeforeItBrokeIsCommitted() throws SQLException {
        assertThat(lent.<String>use(connection -> "committed")).isEqualTo("committed");
    }
}
