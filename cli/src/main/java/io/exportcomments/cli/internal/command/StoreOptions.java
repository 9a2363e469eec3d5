package io.exportcomments.cli.internal.command;

import io.exportcomments.bulk.jdbc.JdbcBulkStore;
import io.exportcomments.cli.internal.batch.DatabaseLock;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the batches are. */
final class StoreOptions {
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
        try (JdbcBulkStore store = address().open(terminal)) {
            use.on(store);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** The same, for a store that must be there: a wrong name should not make a new one. */
    void useExisting(Terminal terminal, Use use) {
        checkThere();
        use(terminal, use);
    }

    /**
     * Checks that a file is there before it is opened.
     *
     * @throws UsageException if it is not
     */
    void checkThere() {
        if (address().file().filter(file -> !Files.exists(file)).isPresent()) {
            throw new UsageException("no such file: " + database + "; name the database with --database");
        }
    }

    /** The same, for work on what it has: other commands can tell that this one is at it. */
    @SuppressWarnings("try")
    void workOn(Terminal terminal, Use use) {
        useExisting(terminal, store -> {
            Optional<Path> file = address().file();
            if (file.isEmpty()) {
                use.on(store);
                return;
            }
            try (DatabaseLock lock = new DatabaseLock(file.get())) {
                lock.share();
                use.on(store);
            }
        });
    }

    DatabaseAddress address() {
        return new DatabaseAddress(database);
    }
}
