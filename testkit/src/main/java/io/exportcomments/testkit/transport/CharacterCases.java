package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.TransportSettings;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

abstract class CharacterCases extends TransportCases {
    private final Supplier<TransportProvider> provider;

    CharacterCases(Supplier<TransportProvider> provider) {
        super(provider);
        this.provider = provider;
    }

    @Test
    void anyVisibleCharacterOfATokenArrivesAsItIs() {
        StringBuilder all = new StringBuilder();
        for (char c = 0x21; c < 0x7F; c++) {
            all.append(c);
        }
        server.reply(Reply.json(200, JOB));
        TransportSettings settings =
                new TransportSettings(server.url(), ApiToken.of(all.toString()), timeouts(LONG, LONG), USER_AGENT);

        try (Transport transport = provider.get().open(settings)) {
            answer(transport.jobs().get(GUID));
        }

        assertThat(server.request().header("X-AUTH-TOKEN")).hasValue(all.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\r\nX-Evil: 1", "a\u0000", "kömisch", "trailing "})
    void aUserAgentThatWouldBreakItsHeaderIsRefused(String userAgent) {
        assertThatThrownBy(
                        () -> new TransportSettings(server.url(), ApiToken.of(TOKEN), timeouts(LONG, LONG), userAgent))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nX-Evil: 1", "a\u0000", "tökén"})
    void aTokenThatWouldBreakItsHeaderIsRefused(String token) {
        assertThatThrownBy(() -> ApiToken.of(token)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../ping", "a/b", "a?b", "a%2Fb", "a b", "ü"})
    void aGuidThatWouldLeaveItsPlaceInThePathIsRefused(String guid) {
        assertThatThrownBy(() -> JobGuid.of(guid)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aGuidArrivesAsItIs() {
        server.reply(Reply.json(200, JOB.replace(GUID.value(), "A_b-9")));

        answer(jobs().get(JobGuid.of("A_b-9")));

        assertThat(server.request().target()).isEqualTo("/api/v3/job/A_b-9");
    }

    @Test
    void aUrlAndOptionsInAnyScriptArriveAsTheyAre() {
        server.reply(Reply.json(201, JOB));
        ExportOptions options = ExportOptions.builder()
                .vpn("Österreich \"zwei\"\n\u0001")
                .cookies(Map.of("名前", "値🍪"))
                .build();

        answer(jobs().create(new ExportRequest("https://例え.jp/コメント?q=\"<>\\&絵=🎉", options)));

        assertThat(server.request().body())
                .contains("https://例え.jp/コメント?q=\\\"<>\\\\&絵=🎉")
                .contains("Österreich \\\"zwei\\\"\\n\\u0001")
                .contains("{\"名前\":\"値🍪\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "/exports/a%20b%2Fc.json, /exports/a%20b%2Fc.json",
        "/exports/%E3%82%B3.json?x=%26&y=a+b, /exports/%E3%82%B3.json?x=%26&y=a+b",
        "/exports/コメント.json, /exports/%E3%82%B3%E3%83%A1%E3%83%B3%E3%83%88.json",
        "/exports/x.json?sig=A%2BB%3D%3D, /exports/x.json?sig=A%2BB%3D%3D",
        "/exports/x.json#part, /exports/x.json"
    })
    void aLinkArrivesAsItIsOrEscaped(String link, String target) throws IOException {
        server.reply(Reply.bytes(200, new byte[1]));

        answer(jobs().open(URI.create(server.url() + link), FileRange.WHOLE)).close();

        assertThat(server.request().target()).isEqualTo(target);
    }

    @Test
    void nothingThatPrintsShowsTheToken() {
        Transport transport = open();

        assertThat(transport.toString() + transport.jobs() + transport.rows() + provider.get())
                .doesNotContain(TOKEN);
    }

    @Test
    void aServiceThatEchoesTheTokenDoesNotGetItIntoAnError() {
        server.reply(
                Reply.json(401, "{\"detail\":\"the token " + TOKEN + " is bad\",\"error_code\":\"" + TOKEN + "\"}"),
                Reply.json(200, "<html>" + TOKEN + "</html>"),
                Reply.rawThenClose("HTTP/1.1 " + TOKEN + "\r\n\r\n"),
                Reply.rawThenClose(TOKEN + "\r\n\r\n"),
                Reply.bare(302, "Content-Length: 0", "Location: http://" + TOKEN + ".invalid/" + TOKEN),
                Reply.rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: " + TOKEN + "\r\n\r\n"));
        JobTransport jobs = jobs();

        for (int i = 0; i < 6; i++) {
            Throwable error = answer(jobs.get(GUID).handle((job, failure) -> failure));
            assertThat(error).isInstanceOf(ExportCommentsException.class);
            assertNoSecretIn(error);
        }
    }
}
