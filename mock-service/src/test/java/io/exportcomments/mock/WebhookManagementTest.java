package io.exportcomments.mock;

import static io.exportcomments.mock.Http.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The management of webhooks over HTTP. */
class WebhookManagementTest {

    private static final String WEBHOOKS = "/api/v1/zapier/webhooks";

    private final HookEndpoint hook = new HookEndpoint();
    private final ManualClock clock = MockClock.manual();
    private final MockService mock = MockService.builder()
            .clock(clock)
            .plan(ServicePlan.premium().withRequestsPerMinute(1000))
            .defaultScript(JobScript.instant())
            .start();
    private final Http http = new Http(mock);

    @AfterEach
    void close() {
        mock.close();
        hook.close();
    }

    private HttpResponse<byte[]> create(String body) {
        return http.send(http.to(WEBHOOKS)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<byte[]> create(String url, String event) {
        return create(new JsonObject().put("url", url).put("event", event).encode());
    }

    private HttpResponse<byte[]> delete(String id) {
        return http.send(http.to(WEBHOOKS + "/" + id).DELETE().build());
    }

    private HttpResponse<byte[]> toggle(String id) {
        return http.send(http.to(WEBHOOKS + "/" + id + "/toggle")
                .method("PATCH", BodyPublishers.noBody())
                .build());
    }

    @Test
    void aWebhookThatIsCreatedHearsItsEventUnderTheSecretThatTheAnswerShows() {
        HttpResponse<byte[]> answer = create(hook.url().toString(), "export.finished");
        assertThat(answer.statusCode()).isEqualTo(201);
        JsonObject webhook = Http.json(answer);
        assertThat(webhook.getString("uuid")).isEqualTo(webhook.getString("id"));
        assertThat(webhook.getString("url")).isEqualTo(hook.url().toString());
        assertThat(webhook.getJsonArray("events")).isEqualTo(new JsonArray().add("export.finished"));
        assertThat(webhook.getInteger("status")).isEqualTo(1);
        assertThat(webhook.getBoolean("enabled")).isTrue();
        assertThat(webhook.getBoolean("isSuspended")).isFalse();
        assertThat(webhook.getString("lastEventAt")).isNull();
        assertThat(webhook.getInteger("webhookEventsCount")).isZero();
        assertThat(webhook.getString("createdAt")).isEqualTo("2026-03-01T07:30:00+00:00");

        http.created(VIDEO);
        clock.advance(Duration.ofSeconds(5));
        assertThat(hook.came()).singleElement().satisfies(came -> {
            assertThat(came.event()).isEqualTo("export.finished");
            assertThat(came.signedWith(webhook.getString("secret"))).isTrue();
        });
        JsonObject listed = Http.array(http.get(WEBHOOKS)).getJsonObject(0);
        assertThat(listed.getInteger("webhookEventsCount")).isEqualTo(1);
        assertThat(listed.getString("lastEventAt")).isEqualTo("2026-03-01T07:30:00+00:00");
        assertThat(listed.containsKey("secret")).isFalse();
        assertThat(mock.journal().count(MockOperation.WEBHOOK_CREATE)).isEqualTo(1);
    }

    @Test
    void thePlanLimitsThem() {
        assertThat(create("https://example.com/1", "export.created").statusCode())
                .isEqualTo(201);
        HttpResponse<byte[]> second = create("https://example.com/2", "export.created");
        assertThat(second.statusCode()).isEqualTo(403);
        assertThat(Http.text(second)).contains("allows 1 webhook.");

        mock.account().plan(ServicePlan.business());
        for (int i = 2; i <= 10; i++) {
            assertThat(create("https://example.com/" + i, "export.created").statusCode())
                    .isEqualTo(201);
        }
        assertThat(create("https://example.com/11", "export.created").statusCode())
                .isEqualTo(403);
        assertThat(mock.webhooks().registered()).hasSize(10);
    }

    @Test
    void theToggleDisablesAndEnablesAndDeletingMakesRoom() {
        String id = Http.json(create("https://example.com/1", "export.failed")).getString("uuid");
        JsonObject disabled = Http.json(toggle(id));
        assertThat(disabled.getInteger("status")).isZero();
        assertThat(disabled.getBoolean("enabled")).isFalse();
        assertThat(Http.json(toggle(id)).getInteger("status")).isEqualTo(1);

        assertThat(delete(id).statusCode()).isEqualTo(204);
        assertThat(Http.array(http.get(WEBHOOKS))).isEmpty();
        assertThat(delete(id).statusCode()).isEqualTo(404);
        assertThat(toggle(id).statusCode()).isEqualTo(404);
        assertThat(toggle("nonsense").statusCode()).isEqualTo(404);
        assertThat(toggle(new UUID(1, 2).toString()).statusCode()).isEqualTo(404);
        assertThat(create("https://example.com/1", "export.failed").statusCode())
                .isEqualTo(201);
    }

    @Test
    void aSuspendedOneShowsItAndIsEnabledByTheToggle() {
        hook.answers(n -> 500);
        String id = Http.json(create(hook.url().toString(), "export.finished")).getString("uuid");
        for (int i = 0; i < 4; i++) {
            http.created(VIDEO);
            clock.advance(Duration.ofHours(1));
        }
        JsonObject suspended = Http.array(http.get(WEBHOOKS)).getJsonObject(0);
        assertThat(suspended.getInteger("status")).isEqualTo(2);
        assertThat(suspended.getBoolean("isSuspended")).isTrue();
        assertThat(suspended.getBoolean("enabled")).isFalse();
        JsonObject toggled = Http.json(toggle(id));
        assertThat(toggled.getInteger("status")).isEqualTo(1);
        assertThat(toggled.getBoolean("isSuspended")).isFalse();
    }

    @Test
    void severalEventsCanBeWanted() {
        HttpResponse<byte[]> answer =
                create("{\"url\":\"https://example.com/\",\"events\":[\"export.failed\",\"export.finished\"]}");
        assertThat(Http.json(answer).getJsonArray("events"))
                .isEqualTo(new JsonArray().add("export.finished").add("export.failed"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'event':'export.failed'} | 400",
                "{'url':3,'event':'export.failed'} | 400",
                "{'url':'https://example.com/'} | 400",
                "{'url':'https://example.com/','event':'export.stopped'} | 400",
                "{'url':'https://example.com/','events':[]} | 400",
                "[] | 400",
                "nonsense | 400",
                "{'url':'http://example.com/','event':'export.failed'} | 422",
                "{'url':'no url at all','event':'export.failed'} | 422"
            },
            quoteCharacter = '"')
    void whatWillNotDoIsRefused(String body, int status) {
        HttpResponse<byte[]> answer = create(body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(Http.text(answer)).isEqualTo(status);
        assertThat(mock.webhooks().registered()).isEmpty();
    }

    @Test
    void withoutATokenThereIsNothing() {
        assertThat(http.send(java.net.http.HttpRequest.newBuilder(http.at(WEBHOOKS))
                                .build())
                        .statusCode())
                .isEqualTo(401);
        assertThat(http.send(http.to(WEBHOOKS).PUT(BodyPublishers.noBody()).build())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void samplesOfAnEventAreMessagesOfJsonText() {
        for (int i = 0; i < 5; i++) {
            http.created(VIDEO + i);
        }
        JsonArray items = Http.json(http.get("/api/v1/webhooks/events?event=export.finished"))
                .getJsonArray("items");
        assertThat(items).hasSize(3);
        JsonObject newest = new JsonObject(items.getJsonObject(0).getString("message"));
        assertThat(newest.getString("event")).isEqualTo("export.finished");
        assertThat(newest.getString("url")).isEqualTo(VIDEO + 4);
        assertThat(newest.getString("message_id")).startsWith("msg_");
        assertThat(Http.json(http.get("/api/v1/webhooks/events?event=export.failed"))
                        .getJsonArray("items"))
                .isEmpty();
        assertThat(http.get("/api/v1/webhooks/events?event=what").statusCode()).isEqualTo(400);
        assertThat(http.get("/api/v1/webhooks/events").statusCode()).isEqualTo(400);
    }
}
