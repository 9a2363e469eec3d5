package io.exportcomments.mock;

import static io.exportcomments.mock.Http.VIDEO;
import static io.exportcomments.mock.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.answer.AnswerStyle;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.mock.webhook.WebhookSetup;
import io.exportcomments.mock.webhook.WebhookShape;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job that is done without a result says so everywhere, and has no file. */
class EmptyResultTest {

    private static final String NOTE = "The post has no comments.";
    private final ManualClock clock = MockClock.manual();
    private final HookEndpoint hook = new HookEndpoint();
    private final MockService mock = MockService.builder()
            .clock(clock)
            .defaultScript(JobScript.queued(Duration.ofSeconds(1)).emptyResult(Duration.ofSeconds(1), NOTE))
            .start();
    private final Http http = new Http(mock);

    @AfterEach
    void close() {
        mock.close();
        hook.close();
    }

    @Test
    void theJobIsDoneWithTotal0AndNullLinksAndTheNote() {
        JsonObject created = json(http.create(VIDEO));
        assertThat(created.containsKey("result_note")).isFalse();
        clock.advance(Duration.ofSeconds(2));
        JsonObject job = json(http.get("/api/v3/job/" + created.getString("guid")));
        assertThat(job.getString("status")).isEqualTo("done");
        assertThat(job.getInteger("total")).isZero();
        assertThat(job.getInteger("total_exported")).isZero();
        assertThat(job.getString("result_note")).isEqualTo(NOTE);
        for (String link : List.of("json_url", "download_link", "rawFile", "file_name")) {
            assertThat(job.containsKey(link)).isTrue();
            assertThat(job.getString(link)).isNull();
        }
        assertThat(http.get("/api/v3/job/" + job.getString("guid") + "/download")
                        .statusCode())
                .isEqualTo(404);
        assertThat(mock.jobs().all()).singleElement().satisfies(j -> {
            assertThat(j.resultNote()).isEqualTo(NOTE);
            assertThat(j.hasFiles()).isFalse();
        });
    }

    @Test
    void theNoteIsSpelledAsTheStyleSays() {
        try (MockService camel = MockService.builder()
                .style(AnswerStyle.documented().names(AnswerStyle.Names.CAMEL))
                .defaultScript(JobScript.queued(Duration.ZERO).emptyResult(Duration.ZERO, NOTE))
                .start()) {
            assertThat(json(new Http(camel).create(VIDEO)).getString("resultNote"))
                    .isEqualTo(NOTE);
        }
    }

    @Test
    void theEventHasNoLinksAndTheNote() {
        RealtimeClient client = RealtimeClient.connected(mock);
        http.create(VIDEO);
        clock.advance(Duration.ofSeconds(2));
        client.next();
        JsonObject data = new JsonObject(client.next())
                .getJsonObject("push")
                .getJsonObject("pub")
                .getJsonObject("data");
        assertThat(data.getString("event")).isEqualTo("job.finished");
        assertThat(data.getString("url")).isNull();
        JsonObject details = data.getJsonObject("details");
        assertThat(details.getString("download_link")).isNull();
        assertThat(details.getString("json_url")).isNull();
        assertThat(details.getInteger("total")).isZero();
        assertThat(details.getString("result_note")).isEqualTo(NOTE);
    }

    @Test
    void theWebhookIsToldSoInBothShapes() {
        for (WebhookShape shape : WebhookShape.values()) {
            mock.webhooks()
                    .register(WebhookSetup.of(hook.url(), HookEndpoint.SECRET).shape(shape));
        }
        http.create(VIDEO);
        clock.advance(Duration.ofSeconds(2));
        assertThat(mock.webhooks().awaitIdle(Duration.ofSeconds(20)))
                .map(delivery -> new JsonObject(delivery.body()))
                .filteredOn(body -> body.getString("event").equals("export.finished"))
                .hasSize(2)
                .allSatisfy(body -> {
                    assertThat(body.getString("status")).isEqualTo("done");
                    assertThat(body.containsKey("download_url")).isTrue();
                    assertThat(body.getString("download_url")).isNull();
                    assertThat(body.getString("result_note")).isEqualTo(NOTE);
                });
    }

    @Test
    void aRetriedJobMayEndWithoutAResultToo() {
        mock.script(
                "*private*",
                JobScript.failing("Try again")
                        .onRetry(JobScript.queued(Duration.ZERO).emptyResult(Duration.ZERO, NOTE)));
        String guid = http.created("https://www.instagram.com/p/private");
        clock.advance(Duration.ofSeconds(3));
        assertThat(json(http.patch(guid, "retry")).getString("result_note")).isEqualTo(NOTE);
    }
}
