package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.job.JobGuid;
import io.exportcomments.network.NetworkSettings;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.TransportSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What all parts of the contract have: a server, a transport that is open to it, and a look at every log line and every
 * error for the token.
 */
@Timeout(30)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
abstract class TransportCases {
    static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");
    static final String TOKEN = "S3cr3t".repeat(20);
    static final String PROXY_PASSWORD = "p:\u00E4 ss%@/w0rd";
    static final String USER_AGENT = "exportcomments-contract/1";
    static final String JOB =
            "{\"guid\":\"" + GUID + "\",\"status\":\"progress\",\"total\":1500,\"total_exported\":678}";
    static final Duration BOUND = Duration.ofSeconds(10);

    /** The time-outs of a transport in tests of something else: no such time-out may do what the test waits for. */
    static final Duration LONG = Duration.ofMinutes(1);

    private final Supplier<TransportProvider> provider;
    private final List<Transport> opened = new ArrayList<>();
    private final LogCapture log = new LogCapture();

    final ScriptedServer server = ScriptedServer.start();

    TransportCases(Supplier<TransportProvider> provider) {
        this.provider = provider;
    }

    @BeforeEach
    void listenToTheLogs() {
        log.start();
    }

    @AfterEach
    void closeAllAndFindNoSecretInTheLogs() {
        opened.forEach(Transport::close);
        server.close();
        log.stop();
        assertThat(log.lines()).noneMatch(line -> line.contains(TOKEN) || line.contains(PROXY_PASSWORD));
        assertThat(log.strangers())
                .filteredOn(line -> !line.contains("has been blocked for"))
                .as("what the HTTP library logs of our exchanges")
                .isEmpty();
    }

    final TransportProvider provider() {
        return provider.get();
    }

    /** A transport that is closed after the test. */
    final Transport open(URI baseUrl, Timeouts timeouts) {
        return open(baseUrl, timeouts, NetworkSettings.DEFAULT);
    }

    final Transport open(URI baseUrl, Timeouts timeouts, NetworkSettings network) {
        TransportSettings settings = new TransportSettings(baseUrl, ApiToken.of(TOKEN), timeouts, USER_AGENT);
        Transport transport = provider.get().open(settings.network(network));
        opened.add(transport);
        return transport;
    }

    final Transport open() {
        return open(server.url(), timeouts(LONG, LONG));
    }

    final JobTransport jobs() {
        return open().jobs();
    }

    final JobTransport jobs(Duration connect, Duration attempt) {
        return open(server.url(), timeouts(connect, attempt)).jobs();
    }

    static Timeouts timeouts(Duration connect, Duration attempt) {
        return new Timeouts(connect, attempt, Duration.ofMinutes(1));
    }

    final void assertPatchWithoutBody(String target) {
        assertRequest("PATCH", target);
        assertThat(server.request().header("Content-Length")).hasValue("0");
        assertThat(server.request().header("Transfer-Encoding")).isEmpty();
    }

    /** The one request was this, with the headers that all have. */
    final void assertRequest(String method, String target) {
        ReceivedRequest request = server.request();
        assertThat(request.method()).isEqualTo(method);
        assertThat(request.target()).isEqualTo(target);
        assertThat(request.header("X-AUTH-TOKEN")).hasValue(TOKEN);
        assertThat(request.header("Accept")).hasValue("application/json");
        assertThat(request.header("User-Agent")).hasValue(USER_AGENT);
        assertThat(request.header("Cookie")).isEmpty();
    }

    /** What a call answers, within the bound. */
    static <T> T answer(CompletableFuture<T> future) {
        try {
            return future.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("An answer was expected, not " + e.getCause(), e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("No answer within " + BOUND, e);
        }
    }

    /** The error of a call: of core, not wrapped, and without the token. */
    static <E extends ExportCommentsException> E failure(Class<E> type, CompletableFuture<?> future) {
        Throwable error = answer(future.handle((value, failure) -> failure));
        assertThat(error).as("the error of the call").isExactlyInstanceOf(type);
        assertNoSecretIn(error);
        assertThatThrownBy(() -> future.get(BOUND.toMillis(), TimeUnit.MILLISECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .as("what get() throws")
                .isSameAs(error);
        return type.cast(error);
    }

    static void assertNoSecretIn(Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            assertThat(e.toString()).as("an error's text").doesNotContain(TOKEN, PROXY_PASSWORD);
            for (Throwable suppressed : e.getSuppressed()) {
                assertNoSecretIn(suppressed);
            }
        }
    }
}
