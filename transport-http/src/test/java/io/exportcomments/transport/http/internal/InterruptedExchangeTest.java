package io.exportcomments.transport.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.transport.http.HttpTransport;
import io.exportcomments.transport.http.spi.ConnectionChoice;
import io.exportcomments.transport.http.spi.HttpRequest;
import io.exportcomments.transport.http.spi.HttpSender;
import io.exportcomments.transport.http.spi.HttpSession;
import io.exportcomments.transport.http.spi.SendListener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An interrupt of the thread that carries an exchange ends that exchange, and says nothing of the service. */
class InterruptedExchangeTest {
    private static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");

    private final Interrupted sender = new Interrupted();
    private final HttpSession session = new HttpSession(new TransportSettings(
            URI.create("https://example.org"), ApiToken.of("S3cr3t".repeat(20)), Timeouts.DEFAULT, "test/1"));
    private final Transport transport = new HttpTransport(
            session,
            sender,
            (uri, headers, listener) -> {
                throw new UnsupportedOperationException("This transport has no WebSockets");
            },
            () -> {});
    private final JobTransport jobs = transport.jobs();

    @AfterEach
    void close() {
        assertThat(Thread.interrupted()).isTrue();
        transport.close();
    }

    @Test
    void itCancelsTheCallAndNothingIsSentAgain() {
        CompletableFuture<?> call = jobs.get(GUID);

        assertThat(call).isCancelled();
        assertThat(sender.requests).hasSize(1);
    }

    @Test
    void theNextCreationMayUseAConnectionOfThePool() {
        jobs.get(GUID);

        jobs.create(ExportRequest.of("https://example.org/"));

        assertThat(sender.requests.get(1).connection()).isEqualTo(ConnectionChoice.PROVEN);
    }

    @Test
    void whatCannotBeSentAgainIsCancelledToo() {
        assertThat(jobs.retry(GUID)).isCancelled();
        assertThat(sender.requests).hasSize(1);
    }

    /** Its threads are interrupted as soon as a request is on its way. */
    private static final class Interrupted implements HttpSender {
        private final List<HttpRequest> requests = new ArrayList<>();

        @Override
        public Runnable send(HttpRequest request, SendListener listener) {
            requests.add(request);
            listener.started();
            listener.connecting();
            listener.connected();
            listener.sending(true);
            Thread.currentThread().interrupt();
            IOException closed = new InterruptedIOException("interrupted");
            listener.failed(closed);
            return () -> {};
        }

        @Override
        public Executor threads() {
            return Runnable::run;
        }
    }
}
