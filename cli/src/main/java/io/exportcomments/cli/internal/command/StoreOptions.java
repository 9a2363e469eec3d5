package io.exportcomments.cli.internal.command;

import io.exportcomments.bulk.jdbc.JdbcBulkStore;
import io.exportcomments.bulk.port.BulkStoreException;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where the batches are. */
final class StoreOptions {
    private static final Pattern PASSWORD = Pattern.compile("(?i)password=([^&;]+)");

    @Option(
            names = "--database",
            paramLabel = "FILE|URL",
            defaultValue = "exportcomments.db",
            description =
                    "Where the batches are: an SQLite file, or the JDBC URL of a PostgreSQL, H2 or SQLite database, which"
                            + " machines can share. Default: ${DEFAULT-VALUE} in the current directory.")
    private String database = "exportcomments.db";

    /** What is done with the store. */
    interface Use {
        void on(JdbcBulkStore store);
    }

    /** Opens the store, which is made if it is not there. */
    void use(Terminal terminal, Use use) {
        Matcher password = PASSWORD.matcher(database);
        while (password.find()) {
            terminal.hide(password.group(1));
        }
        try (JdbcBulkStore store = open()) {
            use.on(store);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** The same, for a store that must be there: a wrong name should not make a new one. */
    void useExisting(Terminal terminal, Use use) {
        if (!isUrl() && !Files.exists(Path.of(database))) {
            throw new UsageException("no such file: " + database + "; name the database with --database");
        }
        use(terminal, use);
    }

    private JdbcBulkStore open() {
        try {
            return isUrl() ? JdbcBulkStore.at(database) : JdbcBulkStore.sqlite(Path.of(database));
        } catch (IllegalArgumentException | IllegalStateException | BulkStoreException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private boolean isUrl() {
        return database.startsWith("jdbc:");
    }
}
