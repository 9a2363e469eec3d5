package io.exportcomments.mock;

import static io.exportcomments.mock.Http.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.SeedJob;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.mock.webhook.WebhookSetup;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links lead to where the client found the service: by another name of this machine, or behind a proxy. */
class LinksTest {

    private static final Duration BOUND = Duration.ofSeconds(20);
    private final ManualClock clock = MockClock.manual();
    private final HookEndpoint hook = new HookEndpoint();
    private final MockService mock = MockService.builder()
            .clock(clock)
            .defaultScript(JobScript.queued(Duration.ofSeconds(1)).done(Duration.ZERO))
            .start();

    @AfterEach
    void close() {
        mock.close();
        hook.close();
    }

    private String raw(String method, String target, String body, String... headers) {
        String more =
                String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList());
        String answer = RawClient.exchange(
                mock,
                method + " " + target + " HTTP/1.1\r\nX-AUTH-TOKEN: " + mock.token()
                        + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n" + more + "\r\n" + body);
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private JsonObject created(String... headers) {
        return new JsonObject(raw("POST", "/api/v3/job", "{\"url\":\"" + VIDEO + "\"}", headers));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Host: localhost:18080| | | http://localhost:18080",
                "Host: mock.example| | | http://mock.example",
                "Host: [::1]:8080| | | http://[::1]:8080",
                "Host: mock.example| X-Forwarded-Proto: https| | https://mock.example",
                "Host: mock.example:8443| X-Forwarded-Proto: https| | https://mock.example:8443",
                "Host: mock:80| X-Forwarded-Proto: https| X-Forwarded-Host: api.example| https://api.example",
                "Host: mock:80| X-Forwarded-Port: 8443| X-Forwarded-Proto: https, http| https://mock:8443",
                "Host: mock| X-Forwarded-Port: 443| X-Forwarded-Proto: https| https://mock",
                "Host: mock| X-Forwarded-Host: a.example:81, b| X-Forwarded-Prefix: /v/1/| http://a.example:81/v/1",
                "Host: mock| X-Forwarded-Prefix: //evil.example| X-Forwarded-Port: 99999999| http://mock"
            })
    void linksFollowTheHeadersOfTheRequest(String host, String first, String second, String origin) {
        String guid = created("Host: x").getString("guid");
        clock.advance(Duration.ofSeconds(2));
        String[] headers = List.of(host, first == null ? "X-A: 1" : first, second == null ? "X-B: 1" : second)
                .toArray(String[]::new);
        JsonObject job = new JsonObject(raw("GET", "/api/v3/job/" + guid, "", headers));
        assertThat(job.getString("json_url")).startsWith(origin + "/exports/");
        assertThat(job.getString("download_link")).startsWith(origin + "/exports/");
    }

    @Test
    void aHostThatIsNoneGivesTheMocksOwnAddress() {
        String guid = created("Host: x").getString("guid");
        clock.advance(Duration.ofSeconds(2));
        JsonObject job = new JsonObject(raw("GET", "/api/v3/job/" + guid, "", "Host: a_b^c"));
        assertThat(job.getString("json_url")).startsWith(mock.baseUrl() + "/exports/");
    }

    @Test
    void linksInEventsFollowTheHandshakeOfEachSocket() {
        URI local = URI.create("ws://localhost:" + mock.port() + "/connection/websocket");
        RealtimeClient named = new RealtimeClient(local, null);
        named.connect(mock.realtime().token());
        RealtimeClient numbered = RealtimeClient.connected(mock);
        created("Host: elsewhere.example");
        clock.advance(Duration.ofSeconds(2));

        assertThat(link(named)).startsWith("http://localhost:" + mock.port() + "/exports/");
        assertThat(link(numbered)).startsWith("http://127.0.0.1:" + mock.port() + "/exports/");
        JsonObject recover =
                new JsonObject().put("recover", true).put("epoch", "e1").put("offset", 1);
        RealtimeClient late = new RealtimeClient(local, null);
        JsonObject connect = new JsonObject()
                .put("token", mock.realtime().token())
                .put("subs", new JsonObject().put(mock.realtime().accountChannel(), recover));
        JsonObject reply =
                late.ask(new JsonObject().put("id", 1).put("connect", connect).encode());
        assertThat(reply.encode()).contains("http://localhost:" + mock.port() + "/exports/");
    }

    private static String link(RealtimeClient client) {
        JsonObject data;
        do {
            data = new JsonObject(client.next())
                    .getJsonObject("push")
                    .getJsonObject("pub")
                    .getJsonObject("data");
        } while (!data.getString("event").equals("job.finished"));
        assertThat(data.getJsonObject("details").getString("json_url"))
                .startsWith(data.getString("url").replaceFirst("/exports/.*", "/exports/"));
        return data.getString("url");
    }

    @Test
    void linksInWebhooksFollowTheRequestThatCreatedTheJob() {
        mock.webhooks().register(WebhookSetup.of(hook.url(), HookEndpoint.SECRET));
        created("Host: behind.example", "X-Forwarded-Proto: https");
        clock.advance(Duration.ofSeconds(2));
        assertThat(finished()).startsWith("https://behind.example/exports/");
    }

    @Test
    void linksInWebhooksOfOtherJobsFollowTheRequestThatRegistered() {
        raw(
                "POST",
                "/api/v1/zapier/webhooks",
                "{\"url\":\"" + hook.url() + "\",\"event\":\"export.finished\"}",
                "Host: registered.example:81");
        mock.jobs().seed(SeedJob.of(VIDEO));
        clock.advance(Duration.ofSeconds(2));
        assertThat(finished()).startsWith("http://registered.example:81/exports/");
    }

    private String finished() {
        mock.webhooks().awaitIdle(BOUND);
        return mock.webhooks().deliveries().stream()
                .map(d -> new JsonObject(d.body()))
                .filter(b -> b.getString("event").equals("export.finished"))
                .map(b -> b.getString("download_url"))
                .findFirst()
                .orElseThrow();
    }
}
