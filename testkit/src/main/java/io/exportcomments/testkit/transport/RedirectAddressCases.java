package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.TransportProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a redirect leads, however its address is written. */
abstract class RedirectAddressCases extends RedirectTestCases {
    RedirectAddressCases(Supplier<TransportProvider> provider) {
        super(provider);
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
        "/exports/%2e%2E/y.json, /y.json",
        "/exports/%2E/y.json, /exports/y.json",
        "/exports/.%2e/y.json?p=%2e%2e, /y.json?p=%2e%2e",
        "/exports/a%2eb..c.json, /exports/a%2eb..c.json",
        "/exports//a.json, /exports//a.json",
        "b//c.json, /exports/b//c.json",
        "../../.., /",
        "/exports/..., /exports/...",
        "?sig=a%2Bb, /exports/x.json?sig=a%2Bb",
        "y.json#part, /exports/y.json"
    })
    void anAddressThatBrowsersTakeIsTaken(String location, String target) throws IOException {
        server.reply(redirect(302, location), Reply.bytes(200, FILE));

        answer(file()).close();

        assertThat(server.requests().get(1).target()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "/exports/../y.json, /y.json",
        "/exports/./%2e%2E/y.json?p=/../%2e, /y.json?p=/../%2e",
        "/../../y.json, /y.json",
        "/exports//x%2Fy.json, /exports//x%2Fy.json",
        "/exports/, /exports/"
    })
    void aLinkIsAskedForAsBrowsersDo(String link, String target) throws IOException {
        server.reply(Reply.bytes(200, FILE));

        answer(jobs().open(URI.create(server.url() + link), FileRange.WHOLE)).close();

        assertThat(server.request().target()).isEqualTo(target);
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
}
