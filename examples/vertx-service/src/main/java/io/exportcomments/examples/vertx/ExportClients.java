package io.exportcomments.examples.vertx;

import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.update.polling.PollingUpdates;
import java.time.Duration;
import java.util.SplittableRandom;

/** Clients for the real service and for a mock in this process. */
final class ExportClients {
    private ExportClients() {}

    /**
     * Starts a mock in which an export takes about ten seconds, and one of a private page fails; the caller closes it.
     */
    static MockService startMock() {
        return MockService.builder()
                .seed(new SplittableRandom().nextLong())
                .script("*private*", JobScript.failing("The page is private"))
                .start();
    }

    /** A client for a mock; it polls every second, which costs nothing there. */
    static ExportCommentsBuilder forMock(MockService mock) {
        return common().token(mock.token())
                .baseUrl(mock.baseUrl())
                .plan(Plan.BUSINESS)
                .watchShare(1)
                .updates(PollingUpdates.builder()
                        .interval(Duration.ofSeconds(1), Duration.ofSeconds(1))
                        .build());
    }

    /** A client for the real service, within the limits of its smaller plan. */
    static ExportCommentsBuilder forToken(String token) {
        return common().token(token).updates(PollingUpdates.create());
    }

    private static ExportCommentsBuilder common() {
        return ExportComments.builder().userAgent("exportcomments-example-vertx-service");
    }
}
