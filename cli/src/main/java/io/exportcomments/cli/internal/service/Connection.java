package io.exportcomments.cli.internal.service;

import io.exportcomments.ExportComments;
import io.exportcomments.mock.MockService;
import org.jspecify.annotations.Nullable;

/**
 * An open client, and the mock that it talks to if there is one in this process.
 *
 * @param client the client
 * @param time what the client's time comes from, if it is not its own
 * @param mock its service; null if that is elsewhere
 * @param source what it follows jobs by
 * @param plan what its plan holds up
 */
public record Connection(
        ExportComments client,
        @Nullable MockService mock,
        SourceInUse source,
        PlanInUse plan,
        @Nullable FasterTime time)
        implements AutoCloseable {
    /** Whether the service, and all its jobs, end with this process. */
    public boolean endsWithProcess() {
        return mock != null;
    }

    /** Closes the client, and then the mock. Closing twice is fine. */
    @Override
    public void close() {
        client.close();
        if (mock != null) {
            mock.close();
        }
        if (time != null) {
            time.close();
        }
    }
}
