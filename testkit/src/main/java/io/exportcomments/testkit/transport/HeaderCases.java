package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.ServiceException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.TransportProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that servers and proxies send, and that HTTP libraries take each in its own way. */
abstract class HeaderCases extends TransportCases {
    private static final byte[] ROWS = "[{\"id\":1},{\"id\":2}]".getBytes(StandardCharsets.UTF_8);

    HeaderCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @Test
    void ofARepeatedHeaderTheFirstCounts() throws IOException {
        server.reply(
                Reply.json(429, "{}", "Retry-After: 7", "Retry-After: 60"),
                Reply.bytes(200, ROWS, "ETag: \"one\"", "ETag: \"two\"", "Content-Type: a/b", "Content-Type: c/d"));
        JobTransport jobs = jobs();

        assertThat(failure(RateLimitException.class, jobs.get(GUID)).retryAfter())
                .hasValue(Duration.ofSeconds(7));
        try (RemoteFile file = answer(jobs.open(link(), FileRange.WHOLE))) {
            assertThat(file.validator()).hasValue("\"one\"");
            assertThat(file.contentType()).hasValue("a/b");
        }
    }

    @Test
    void aTagBeyondAsciiProvesNothingAndHarmsNothing() throws IOException {
        server.reply(Reply.bytes(200, ROWS, "ETag: \"\u00e9t\u00e9\""));
        JobTransport jobs = jobs();

        try (RemoteFile file = answer(jobs.open(link(), FileRange.WHOLE))) {
            assertThat(file.validator()).isEmpty();
        }
        try (RemoteFile file = answer(jobs.open(link(), FileRange.from(4, Optional.of("\"\u00e9t\u00e9\""))))) {
            assertThat(file.offset()).isZero();
        }
        assertThat(server.requests().get(1).header("Range")).isEmpty();
    }

    @Test
    void manyHeadersAreRead() {
        String[] headers = IntStream.range(0, 240)
                .mapToObj(i -> "X-Large-" + i + ": " + "x".repeat(1_000))
                .toArray(String[]::new);
        server.reply(Reply.json(200, JOB, headers));

        assertThat(answer(jobs().get(GUID)).guid()).isEqualTo(GUID);
    }

    @Test
    void manyHeadersThatAreTogetherTooLargeAreABrokenConnection() {
        String[] headers = IntStream.range(0, 450)
                .mapToObj(i -> "X-Large-" + i + ": " + "x".repeat(1_000))
                .toArray(String[]::new);
        server.reply(Reply.json(200, JOB, headers));

        assertThat(failure(ConnectionException.class, jobs().create(request())))
                .hasMessageContaining(": the connection broke after the request was sent.");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void headersThatAreTooLargeAreABrokenConnection() {
        server.reply(Reply.json(200, JOB, "X-Large: " + "x".repeat(500 * 1024)));

        ConnectionException error = failure(ConnectionException.class, jobs().create(request()));

        assertThat(error.sent()).isEqualTo(Sent.MAYBE);
        assertThat(error).hasMessageContaining(": the connection broke after the request was sent.");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 503, 504})
    void anAnswerThatAsksForRepeatingIsToldAtOnce(int status) {
        server.reply(Reply.json(status, "{}", "Retry-After: 0"));

        assertThat(failure(ServiceException.class, jobs().get(GUID)).context().httpStatus())
                .hasValue(status);
        failure(ServiceException.class, jobs().create(request()));
        assertThat(server.requests()).as("each asked once").hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401|the service refused the token (HTTP 401: no). Check the API token",
                "407|the proxy asks for a user and password (HTTP 407). Give the proxy's user and password, or check them",
                "421|the service takes the request for invalid (HTTP 421: no). Correct the request",
                "423|the service takes the request for invalid (HTTP 423: no). Correct the request",
                "426|the service takes the request for invalid (HTTP 426: no). Correct the request"
            })
    void aRefusalThatLibrariesActUponIsToldAsItIs(int status, String words) {
        server.reply(Reply.json(
                status,
                "{\"detail\":\"no\"}",
                "Proxy-Authenticate: Basic realm=\"x\"",
                "WWW-Authenticate: Basic realm=\"x\"",
                "Upgrade: h2c"));
        JobTransport jobs = jobs();

        for (CompletableFuture<?> call : List.of(jobs.create(request()), jobs.get(GUID))) {
            Throwable error = answer(call.handle((job, failure) -> failure));
            assertThat(error).isInstanceOf(ExportCommentsException.class).hasMessageContaining(": " + words);
            assertThat(((ExportCommentsException) error).context().httpStatus()).hasValue(status);
        }
        assertThat(server.requests()).as("each asked once").hasSize(2);
    }

    private static ExportRequest request() {
        return ExportRequest.of("https://example.org/");
    }

    private URI link() {
        return server.url().resolve("/exports/x.json");
    }
}
