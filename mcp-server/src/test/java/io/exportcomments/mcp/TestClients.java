package io.exportcomments.mcp;

import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.mock.MockService;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.polling.PollingUpdates;
import java.time.Duration;

/** Clients of a mock. */
final class TestClients {
    private TestClients() {}

    static ExportCommentsBuilder builder(MockService mock) {
        return ExportComments.builder()
                .token(mock.token())
                .baseUrl(mock.baseUrl())
                .transport(RetrofitTransport.create())
                .updates(PollingUpdates.builder()
                        .interval(Duration.ofSeconds(1), Duration.ofSeconds(1))
                        .build());
    }
}
