package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.TransportProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

abstract class RedirectCases extends TransportCases {
    private static final ExportRequest REQUEST = ExportRequest.of("https://example.org/");
    private static final byte[] FILE = "[]".getBytes(StandardCharsets.UTF_8);

    private final ScriptedServer elsewhere = ScriptedServer.start();

    RedirectCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @AfterEach
    void closeElsewhere() {
        elsewhere.close();
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

    @Test
    void redirectsInACircleComeToAnEnd() {
        server.reply(redirect(302, "/round"));
        JobTransport jobs = jobs();

        InvalidRequestException error = failure(InvalidRequestException.class, jobs.get(GUID));
        failure(InvalidRequestException.class, jobs.open(link(), FileRange.WHOLE));

        assertThat(error).hasMessageContaining("(HTTP 302: a redirect to " + server.url() + ", after 5 others)");
        assertThat(server.requests()).hasSize(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://",
                "ftp://127.0.0.1/x",
                "javascript:alert(1)",
                "http://[::1",
                "http://user:pw@127.0.0.1/"
            })
    void anAddressThatCannotBeFollowedIsRefused(String location) {
        server.reply(redirect(302, location));

        InvalidRequestException error = failure(InvalidRequestException.class, file());

        assertThat(error).hasMessageContaining("(HTTP 302: a redirect to no usable address)");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aRedirectWithoutAnAddressIsRefused() {
        server.reply(Reply.bytes(302, new byte[0]));

        assertThat(failure(InvalidRequestException.class, jobs().get(GUID)))
                .hasMessageContaining("(HTTP 302: a redirect to no usable address)");
    }

    @Test
    void anAddressWithUnusualCharactersIsEscaped() throws IOException {
        server.reply(redirect(302, "/exports/a b|c^d.json"), Reply.bytes(200, FILE));

        answer(file()).close();

        assertThat(server.requests().get(1).target()).isEqualTo("/exports/a%20b%7Cc%5Ed.json");
    }

    @ParameterizedTest
    @CsvSource({
        "/exports/[Official] 100%.json?n=[1]&p=5%, /exports/%5BOfficial%5D%20100%25.json?n=%5B1%5D&p=5%25",
        "/exports/a%zz%2Fb.json, /exports/a%25zz%2Fb.json",
        "/exports/./x/../y.json, /exports/y.json",
        "../a.json, /a.json",
        "?sig=a%2Bb, /exports/x.json?sig=a%2Bb",
        "y.json#part, /exports/y.json"
    })
    void anAddressThatBrowsersTakeIsTaken(String location, String target) throws IOException {
        server.reply(redirect(302, location), Reply.bytes(200, FILE));

        answer(file()).close();

        assertThat(server.requests().get(1).target()).isEqualTo(target);
    }

    @Test
    void anAddressInUtf8IsEscaped() throws IOException {
        String bytes = new String("/exports/Café–コ.json".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        server.reply(redirect(302, bytes), Reply.bytes(200, FILE));

        answer(file()).close();

        assertThat(server.requests().get(1).target()).isEqualTo("/exports/Caf%C3%A9%E2%80%93%E3%82%B3.json");
    }

    @Test
    void aHostWithAnUnderscoreIsAHost() throws IOException {
        String there = "http://my_bucket.localhost:" + elsewhere.url().getPort() + "/x.json";
        elsewhere.reply(Reply.bytes(200, FILE));
        server.reply(redirect(302, there));

        answer(file()).close();
        answer(jobs().open(URI.create(there), FileRange.WHOLE)).close();

        assertThat(elsewhere.requests())
                .hasSize(2)
                .allMatch(request -> request.header("X-AUTH-TOKEN").isEmpty());
    }

    @Test
    void aHostThatIsNoneIsSaidToBeUnusable() {
        server.reply(redirect(302, "http://my,bucket.localhost/x.json"));

        assertThat(failure(InvalidRequestException.class, file()))
                .hasMessageContaining("a redirect to my,bucket.localhost, a host's name that can't be used");
        assertThat(elsewhere.connections()).isZero();
    }

    @Test
    void aRedirectThatLeadsNowhereIsABrokenConnection() {
        URI nobody = elsewhere.url();
        elsewhere.close();
        server.reply(redirect(302, nobody + "/x.json"));

        failure(ConnectionException.class, file());
    }

    private CompletableFuture<RemoteFile> file() {
        return jobs().open(link(), FileRange.WHOLE);
    }

    private URI link() {
        return server.url().resolve("/exports/x.json");
    }

    private static Reply redirect(int status, String location) {
        return Reply.bytes(status, "<html>moved</html>".getBytes(StandardCharsets.UTF_8), "Location: " + location);
    }
}
