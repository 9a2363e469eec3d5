package io.exportcomments.bulk.jdbc.internal;

import java.time.Instant;

/** What a store takes for the present. */
@FunctionalInterface
public interface StoreClock {
    /** The database's own clock. */
    StoreClock DATABASE = (runner, database) -> Instant.ofEpochMilli(
            runner.query(row -> row.getLong(1), database.now()).get(0));

    /** The present, to the millisecond. */
    Instant now(SqlRunner runner, BulkDatabase database);
}
