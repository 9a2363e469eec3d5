package io.exportcomments.update.webhook.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Databases that a test sees in another way than they are. */
final class ChangedDatabase {
    private ChangedDatabase() {}

    /** One whose connections have this isolation. */
    static DataSource isolated(DataSource database, int isolation) {
        return wrapped(DataSource.class, database, Map.of("getConnection", connection -> {
            try {
                ((Connection) connection).setTransactionIsolation(isolation);
                return connection;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }));
    }

    /** One that notes each statement. */
    static DataSource counting(DataSource database, List<String> statements) {
        return intercepted(DataSource.class, (method, values) -> {
            Connection real = (Connection) method.invoke(database, values);
            return intercepted(Connection.class, (on, arguments) -> {
                if (on.getName().equals("prepareStatement")) {
                    statements.add((String) arguments[0]);
                }
                return on.invoke(real, arguments);
            });
        });
    }

    /** One that lends this connection again and again, as a pool does. */
    static DataSource lending(Connection connection) {
        return intercepted(
                DataSource.class,
                (method, values) -> intercepted(
                        Connection.class,
                        (on, arguments) -> on.getName().equals("close") ? null : on.invoke(connection, arguments)));
    }

    private interface Call {
        Object make(Method method, Object[] values) throws ReflectiveOperationException;
    }

    private static <T> T intercepted(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, values) -> {
                    try {
                        return call.make(method, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** One that calls itself by another name. */
    static DataSource named(DataSource database, String name) {
        UnaryOperator<Object> renamed =
                about -> wrapped(DatabaseMetaData.class, about, Map.of("getDatabaseProductName", real -> name));
        return wrapped(
                DataSource.class,
                database,
                Map.of(
                        "getConnection",
                        connection -> wrapped(Connection.class, connection, Map.of("getMetaData", renamed))));
    }

    private static <T> T wrapped(Class<T> type, Object real, Map<String, UnaryOperator<Object>> changes) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, values) -> {
                    try {
                        Object result = method.invoke(real, values);
                        return changes.getOrDefault(method.getName(), UnaryOperator.identity())
                                .apply(result);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
