package io.exportcomments.quota.jdbc.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Connections by a URL. One is kept for whoever comes next; who comes meanwhile gets one of its own, as that is rare.
 * Thread-safe.
 */
public final class KeptConnection implements QuotaConnections {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final int VALID_SECONDS = 5;
    private static final long IDLE_NANOS = Duration.ofSeconds(10).toNanos();

    private final String url;
    private final AtomicReference<@Nullable Idle> kept = new AtomicReference<>();
    private volatile boolean closed;

    private record Idle(Connection connection, long since) {}

    /** Opens nothing yet. */
    public KeptConnection(String url) {
        // What a kill leaves is there in this mode, and nothing waits for the disk.
        String settings = "journal_mode=WAL&synchronous=NORMAL&busy_timeout=10000";
        this.url = url.startsWith(SQLITE) ? url + (url.contains("?") ? "&" : "?") + settings : url;
    }

    /**
     * The URL of an SQLite file. The driver takes what follows a question mark for settings, so such a name goes as a
     * URI of SQLite's, and so does one that would mean something else than a file.
     */
    public static String sqlite(Path file) {
        String name = file.toString();
        if (!name.isEmpty() && !name.contains("?") && !name.startsWith(":") && !name.startsWith("file:")) {
            return SQLITE + name;
        }
        String absolute = file.toAbsolutePath().toString();
        return SQLITE + "file:"
                + absolute.replace("%", "%25").replace("?", "%3f").replace("#", "%23");
    }

    @Override
    public <T> T use(Statements<T> statements) throws SQLException {
        Connection connection = open();
        T result;
        try {
            result = statements.on(connection);
        } catch (SQLException | RuntimeException | Error e) {
            drop(connection, e);
            throw e;
        }
        keep(connection);
        return result;
    }

    private Connection open() throws SQLException {
        if (closed) {
            throw new SQLException("The log of the shared limits is closed");
        }
        Idle idle = kept.getAndSet(null);
        if (idle == null) {
            return opened();
        }
        boolean isFresh = System.nanoTime() - idle.since() < IDLE_NANOS;
        if (isFresh || idle.connection().isValid(VALID_SECONDS)) {
            return idle.connection();
        }
        drop(idle.connection(), null);
        return opened();
    }

    private Connection opened() throws SQLException {
        if (!url.startsWith(POSTGRESQL)) {
            return DriverManager.getConnection(url);
        }
        Properties bounds = new Properties();
        bounds.setProperty("socketTimeout", "60");
        bounds.setProperty("tcpKeepAlive", "true");
        Connection fresh = DriverManager.getConnection(url, bounds);
        try (Statement statement = fresh.createStatement()) {
            statement.execute("SET idle_in_transaction_session_timeout = '60s'");
        } catch (SQLException e) {
            drop(fresh, e);
            throw e;
        }
        return fresh;
    }

    private void keep(Connection connection) {
        Idle idle = new Idle(connection, System.nanoTime());
        if (closed || !kept.compareAndSet(null, idle)) {
            drop(connection, null);
        } else if (closed && kept.compareAndSet(idle, null)) {
            drop(connection, null);
        }
    }

    private static void drop(Connection connection, @Nullable Throwable first) {
        try {
            connection.close();
        } catch (SQLException e) {
            if (first != null) {
                first.addSuppressed(e);
            } else {
                System.getLogger("io.exportcomments")
                        .log(System.Logger.Level.DEBUG, "A connection of the shared limits failed to close", e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        Idle idle = kept.getAndSet(null);
        if (idle != null) {
            drop(idle.connection(), null);
        }
    }
}
