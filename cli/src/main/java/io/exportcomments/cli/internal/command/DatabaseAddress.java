package io.exportcomments.cli.internal.command;

import io.exportcomments.bulk.jdbc.JdbcBulkStore;
import io.exportcomments.bulk.port.BulkStoreException;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.quota.jdbc.JdbcQuotaLog;
import io.exportcomments.quota.jdbc.QuotaDatabaseException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where batches are.
 *
 * @param name an SQLite file, or the JDBC URL of a database
 */
record DatabaseAddress(String name) {
    /** The variables that PostgreSQL's own programs read. */
    static final String USER_VARIABLE = "PGUSER";

    static final String PASSWORD_VARIABLE = "PGPASSWORD";

    /** What the account is called in the log of limits; batches of two accounts can't be in one database. */
    private static final String ACCOUNT = "default";

    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String SQLITE = "jdbc:sqlite:";
    /** What the driver says if it could not load its library. */
    private static final String NO_LIBRARY = "No native library found";

    private static final String H2 = "jdbc:h2:";
    private static final Pattern PASSWORD = Pattern.compile("(?i)password=([^&;]+)");
    private static final Pattern LOGIN = Pattern.compile("//[^/?@:]*:([^/?@]+)@");
    private static final Pattern USER = Pattern.compile("(?i)[?&]user=");
    private static final String SQLITE_URI = "file:";

    boolean isUrl() {
        return name.startsWith("jdbc:");
    }

    /**
     * The SQLite file, however it was named; empty if it is another database.
     *
     * @throws UsageException if it can't be one
     */
    Optional<Path> file() {
        try {
            return isUrl() ? fileOfUrl() : Optional.of(Path.of(name));
        } catch (IllegalArgumentException e) {
            throw new UsageException("no name of a file: " + name);
        }
    }

    private Optional<Path> fileOfUrl() {
        if (!name.regionMatches(true, 0, SQLITE, 0, SQLITE.length())) {
            return Optional.empty();
        }
        String file = name.substring(SQLITE.length()).split("\\?", 2)[0];
        if (file.startsWith(SQLITE_URI)) {
            file = URLDecoder.decode(
                    file.substring(SQLITE_URI.length())
                            .replaceFirst("^//[^/]*", "")
                            .replaceFirst("#.*", "")
                            .replace("+", "%2B"),
                    StandardCharsets.UTF_8);
        }
        // What begins with a colon is in memory.
        return file.isEmpty() || file.startsWith(":") ? Optional.empty() : Optional.of(Path.of(file));
    }

    /**
     * Opens the store, which is made if it is not there; the caller closes it.
     *
     * @throws UsageException if it can't be opened, or the database can't keep batches
     */
    JdbcBulkStore open(Terminal terminal) {
        String url = withLogin(terminal);
        hidePasswords(terminal, url);
        try {
            return isUrl() ? JdbcBulkStore.at(url) : JdbcBulkStore.sqlite(file().orElseThrow());
        } catch (IllegalArgumentException | IllegalStateException | BulkStoreException e) {
            throw new UsageException(explained(String.valueOf(e.getMessage())));
        }
    }

    private static String explained(String message) {
        return message.contains(NO_LIBRARY)
                ? "SQLite can't be used: its library is unpacked into the folder for temporary files, which must be"
                        + " writable and let files be run; name another folder by"
                        + " EXPORTCOMMENTS_JAVA_ARGS=-Dorg.sqlite.tmpdir=FOLDER"
                : message;
    }

    /**
     * Opens the log by which all commands on this database share the plan's limits; the caller closes it. Null for H2,
     * which loses at a kill what it has acknowledged.
     *
     * @throws UsageException if it can't be opened, or the database can't keep batches
     */
    @Nullable JdbcQuotaLog limits(Terminal terminal) {
        // Says in its words what is wrong with the database, and makes a file for its owner alone.
        open(terminal).close();
        if (name.startsWith(H2)) {
            return null;
        }
        try {
            return isUrl()
                    ? JdbcQuotaLog.at(withLogin(terminal), ACCOUNT)
                    : JdbcQuotaLog.sqlite(file().orElseThrow(), ACCOUNT);
        } catch (QuotaDatabaseException | IllegalStateException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Hides the passwords in a URL, or in what may be one. */
    static void hidePasswords(Terminal terminal, String url) {
        for (Pattern pattern : List.of(PASSWORD, LOGIN)) {
            Matcher password = pattern.matcher(url);
            while (password.find()) {
                hide(terminal, password.group(1));
            }
        }
    }

    private static void hide(Terminal terminal, String password) {
        terminal.hide(password);
        try {
            terminal.hide(URLDecoder.decode(password, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // It is taken as it stands by the driver as well.
            return;
        }
    }

    /** For PostgreSQL, user and password come from the environment where the URL has none. */
    private String withLogin(Terminal terminal) {
        if (!name.startsWith(POSTGRESQL)) {
            return name;
        }
        String url = USER.matcher(name).find() ? name : with(name, "user", terminal.variable(USER_VARIABLE));
        return PASSWORD.matcher(name).find() ? url : with(url, "password", terminal.variable(PASSWORD_VARIABLE));
    }

    private static String with(String url, String parameter, @Nullable String value) {
        return value == null || value.isEmpty()
                ? url
                : url + (url.contains("?") ? "&" : "?") + parameter + "="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
