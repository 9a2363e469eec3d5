package io.exportcomments.cli.internal.service;

import io.exportcomments.ExportComments;
import io.exportcomments.mock.MockService;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An open client, and the mock it uses if that runs in this process.
 *
 * @param client the client
 * @param baseUrl the service's origin
 * @param time the client's timekeeper; null for real time
 * @param mock the mock; null if the service is elsewhere
 * @param source knows the update source in use
 * @param outages knows whether the service answers
 * @param plan knows the plan's limit that calls wait for
 */
public record ServiceConnection(
        ExportComments client,
        URI baseUrl,
        @Nullable MockService mock,
        ActiveSourceListener source,
        PlanLimitListener plan,
        OutageMonitor outages,
        @Nullable AcceleratedTimekeeper time)
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
