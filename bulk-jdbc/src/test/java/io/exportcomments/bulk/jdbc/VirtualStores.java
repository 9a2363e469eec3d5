package io.exportcomments.bulk.jdbc;

import io.exportcomments.bulk.port.BulkStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** Stores in files by a clock that a test turns. */
public final class VirtualStores {
    private VirtualStores() {}

    /** An SQLite file. */
    public static BulkStore sqlite(Path file, InstantSource clock) {
        return JdbcBulkStore.at("jdbc:sqlite:" + file, (sql, database) -> Instant.ofEpochMilli(clock.millis()));
    }
}
