package io.exportcomments.spring.boot;

import io.exportcomments.job.ResultFormat;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bulk exports in the program's database. Immutable.
 *
 * @param enabled whether there are bulk exports, where they are on the classpath and the program has a DataSource or a
 *     BulkStore
 * @param createTables whether the tables are made at the start where they are missing; turn it off where a migration
 *     makes them
 * @param work whether this program works on batches; if not, it submits them and looks at them
 * @param worker the worker's name, by which people tell workers apart
 * @param concurrency how many items this worker has on the way at most; by default all places of the plan
 * @param heartbeat how often the worker says that it is alive
 * @param lease after how long without a heartbeat it counts as dead; by default two heartbeats
 * @param exchangeTimeout how long a creation takes at most; by default 60s, and at least the client's attempt and 30s
 * @param settling how long the service may take to show a new job in its list
 * @param purgeAfter how long a batch that is over stays in the tables; for good, if it is not set
 * @param results where results are put
 */
@ConfigurationProperties("exportcomments.bulk")
public record BulkProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("true") boolean createTables,
        @DefaultValue("true") boolean work,
        @DefaultValue("worker") String worker,
        @Nullable Integer concurrency,
        @DefaultValue("10s") Duration heartbeat,
        @Nullable Duration lease,
        @Nullable Duration exchangeTimeout,
        @DefaultValue("30s") Duration settling,
        @Nullable Duration purgeAfter,
        @DefaultValue Results results) {

    /**
     * Where results are put. A ResultTarget bean goes before it.
     *
     * @param directory the directory, which is made where it is missing; without one, results are not fetched
     * @param format as what they are fetched
     */
    public record Results(
            @Nullable Path directory, @DefaultValue("xlsx") ResultFormat format) {}
}
