package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.ServiceException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.TransportProvider;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class RedirectCases extends RedirectTestCases {
    private static final ExportRequest REQUEST = ExportRequest.of("https://example.org/");

    RedirectCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aReadingFollowsWithinTheOriginAndKeepsTheToken(int status) {
        server.reply(redirect(status, "/api/v3/moved?x=1"), Reply.json(200, JOB));

        assertThat(answer(jobs().get(GUID)).guid()).isEqualTo(GUID);

        assertThat(server.requests())
                .extracting(ReceivedRequest::target)
                .containsExactly("/api/v3/job/" + GUID, "/api/v3/moved?x=1");
        assertThat(server.requests())
                .allSatisfy(
                        request -> assertThat(request.header("X-AUTH-TOKEN")).hasValue(TOKEN));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aReadingDoesNotFollowToAnotherOrigin(int status) {
        server.reply(redirect(status, elsewhere.url() + "/api/v3/jobs?secret=1"));

        InvalidRequestException error = failure(InvalidRequestException.class, jobs().list(1, 20));

        assertThat(error)
                .hasMessage("Could not list the jobs: the service takes the request for invalid (HTTP " + status
                        + ": a redirect to " + elsewhere.url()
                        + ", where the token must not go; is the base URL right?). Correct the request");
        assertThat(elsewhere.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302})
    void aChangeIsNotMadeAReadingByARedirect(int status) {
        server.reply(redirect(status, "/elsewhere"));
        JobTransport jobs = jobs();

        InvalidRequestException error = failure(InvalidRequestException.class, jobs.create(REQUEST));
        failure(InvalidRequestException.class, jobs.retry(GUID));
        failure(InvalidRequestException.class, jobs.stop(GUID));
        failure(InvalidRequestException.class, jobs.socketToken());

        assertThat(error.context().httpStatus()).hasValue(status);
        assertThat(error)
                .hasMessage("Could not create the export job: the service takes the request for invalid (HTTP " + status
                        + ": a redirect to " + server.url()
                        + ", which would lose the request; is the base URL right?). Correct the request");
        assertThat(server.requests()).hasSize(4);
    }

    /** Its answer is elsewhere, so it was taken: RFC 9110, section 15.4.4. */
    @Test
    void aChangeThatIsAnsweredBySeeOtherWasDone() {
        server.reply(redirect(303, "/api/v3/job/" + GUID));
        JobTransport jobs = jobs();

        UnreadableAnswerException error = failure(UnreadableAnswerException.class, jobs.create(REQUEST));
        failure(UnreadableAnswerException.class, jobs.retry(GUID));

        assertThat(error.context().httpStatus()).hasValue(303);
        assertThat(error).hasMessageContaining("a redirect to " + server.url() + ", where its result is");
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void aChangeIsSentOnAsItIsWhereTheServiceAsksForThat(int status) {
        server.reply(redirect(status, "/api/v4/job"), Reply.json(201, JOB));

        assertThat(answer(jobs().create(REQUEST)).guid()).isEqualTo(GUID);

        assertThat(server.requests()).extracting(ReceivedRequest::method).containsExactly("POST", "POST");
        assertThat(server.requests().get(1).target()).isEqualTo("/api/v4/job");
        assertThat(server.requests().get(1).body())
                .isEqualTo(server.requests().get(0).body())
                .contains("https://example.org/");
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void aPatchIsSentOnAsAPatchWithoutABody(int status) {
        server.reply(redirect(status, "/api/v4/stop"), Reply.json(200, JOB));

        assertThat(answer(jobs().stop(GUID)).guid()).isEqualTo(GUID);

        assertThat(server.requests()).extracting(ReceivedRequest::method).containsExactly("PATCH", "PATCH");
        assertThat(server.requests().get(1).header("Content-Length")).hasValue("0");
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void aChangeIsNotSentOnToAnotherOrigin(int status) {
        server.reply(redirect(status, elsewhere.url() + "/api/v3/job"));

        failure(InvalidRequestException.class, jobs().create(REQUEST));

        assertThat(elsewhere.connections()).isZero();
    }

    @Test
    void aFileFollowsToAnotherOriginAndTheTokenStaysHome() throws IOException {
        server.reply(Reply.bare(
                302, "Location: " + elsewhere.url() + "/x.json?sig=1", "Content-Length: 0", "Set-Cookie: a=b; Path=/"));
        elsewhere.reply(Reply.bytes(200, FILE));

        try (RemoteFile file = answer(file())) {
            assertThat(file.stream().readAllBytes()).isEqualTo(FILE);
        }

        assertThat(server.request().header("X-AUTH-TOKEN")).hasValue(TOKEN);
        assertThat(elsewhere.request().target()).isEqualTo("/x.json?sig=1");
        assertThat(elsewhere.request().header("X-AUTH-TOKEN")).isEmpty();
        assertThat(elsewhere.request().header("Cookie")).isEmpty();
        assertThat(elsewhere.request().header("Authorization")).isEmpty();
        assertThat(elsewhere.request().header("Referer")).isEmpty();
        assertThat(elsewhere.request().toString()).doesNotContain(TOKEN);
    }

    @Test
    void aFileKeepsItsRangeThroughRedirects() throws IOException {
        server.reply(redirect(307, elsewhere.url() + "/x.json"));
        elsewhere.reply(Reply.bytes(206, FILE, "Content-Range: bytes 5-6/7"));

        try (RemoteFile file = answer(jobs().open(link(), FileRange.from(5, Optional.of("\"v1\""))))) {
            assertThat(file.offset()).isEqualTo(5);
        }

        assertThat(elsewhere.request().header("Range")).hasValue("bytes=5-");
        assertThat(elsewhere.request().header("If-Range")).hasValue("\"v1\"");
    }

    @Test
    void aLinkToAnotherOriginIsFetchedWithoutTheToken() throws IOException {
        elsewhere.reply(Reply.bytes(200, FILE));

        try (RemoteFile file = answer(jobs().open(elsewhere.url().resolve("/x.json"), FileRange.WHOLE))) {
            assertThat(file.stream().readAllBytes()).isEqualTo(FILE);
        }

        assertThat(elsewhere.request().header("X-AUTH-TOKEN")).isEmpty();
        assertThat(server.connections()).isZero();
    }

    @Test
    void anotherPortOrSchemeOrNameIsAnotherOrigin() {
        int port = elsewhere.url().getPort();
        elsewhere.reply(Reply.bytes(200, FILE));
        JobTransport jobs = open(URI.create("https://127.0.0.1:" + port), timeouts(LONG, LONG))
                .jobs();

        answer(jobs.open(URI.create("http://127.0.0.1:" + port + "/x"), FileRange.WHOLE));

        assertThat(elsewhere.request().header("X-AUTH-TOKEN")).isEmpty();
    }

    /** Even one that speaks as the service does, or echoes what it was asked. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLimitOfAnotherHostOfFilesIsNotTheAccounts(boolean redirected) {
        String body =
                "{\"status_code\":429,\"error_code\":\"RATE_LIMIT_EXCEEDED\",\"detail\":\"slow down, " + TOKEN + "\"}";
        elsewhere.reply(Reply.json(429, body, "Retry-After: 7"));
        server.reply(redirect(302, elsewhere.url() + "/x.json?sig=secret"));
        URI there = elsewhere.url().resolve("/x.json?sig=secret");

        ServiceException error =
                failure(ServiceException.class, redirected ? file() : jobs().open(there, FileRange.WHOLE));

        assertThat(error.retryAfter()).hasValue(Duration.ofSeconds(7));
        assertThat(error.context().httpStatus()).hasValue(429);
        assertThat(error.context().fromIntermediary()).isTrue();
        assertThat(error)
                .hasMessageContaining("the host that has the file wants fewer requests (HTTP 429: "
                        + elsewhere.url().getRawAuthority())
                .hasMessageNotContaining("sig");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 416, 500, 503})
    void whatAnotherHostOfFilesRefusesIsNotTheServicesWord(int status) {
        elsewhere.reply(Reply.json(status, "{\"status_code\":" + status + ",\"error_code\":\"TOKEN_EXPIRED\"}"));

        assertThatThrownBy(() -> answer(jobs().open(elsewhere.url().resolve("/x.json?sig=1"), FileRange.WHOLE)))
                .cause()
                .isInstanceOfSatisfying(ExportCommentsException.class, error -> {
                    assertThat(error.isPermanent()).isFalse();
                    assertThat(error.context().errorCode()).isEmpty();
                    assertThat(error.context().detail())
                            .hasValue(elsewhere.url().getRawAuthority() + ": TOKEN_EXPIRED");
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theServicesOwnLimitOnAFileIsTheAccounts(boolean redirected) {
        Reply limit = Reply.json(429, "{\"error_code\":\"RATE_LIMIT_EXCEEDED\",\"seconds_to_wait\":7}");
        if (redirected) {
            server.reply(redirect(302, "/moved.json"), limit);
        } else {
            server.reply(limit);
        }

        RateLimitException error = failure(RateLimitException.class, file());

        assertThat(error.limit()).isEqualTo(RateLimit.REQUESTS_PER_MINUTE);
        assertThat(error.context().fromIntermediary()).isFalse();
    }
}
