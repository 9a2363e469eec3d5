package io.exportcomments.mock;

import static io.exportcomments.mock.Http.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.mock.HookEndpoint.Came;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.mock.webhook.MockWebhook;
import io.exportcomments.mock.webhook.WebhookDelivery;
import io.exportcomments.mock.webhook.WebhookDelivery.Attempt;
import io.exportcomments.mock.webhook.WebhookDelivery.State;
import io.exportcomments.mock.webhook.WebhookEvent;
import io.exportcomments.mock.webhook.WebhookSetup;
import io.exportcomments.mock.webhook.WebhookShape;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What webhooks are sent, when it is sent again, and what goes wrong on the way. */
class WebhooksTest {

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final String PRIVATE = "https://www.instagram.com/p/private";
    private static final String ENDLESS = "https://www.youtube.com/watch?v=endless";

    private final HookEndpoint hook = new HookEndpoint();
    private final ManualClock clock = MockClock.manual();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final MockService mock = MockService.builder()
            .clock(clock)
            .script(
                    VIDEO,
                    JobScript.queued(Duration.ofSeconds(1))
                            .progress(Duration.ofSeconds(1), 75, 150)
                            .done(Duration.ofSeconds(1))
                            .rows(150))
            .script(PRIVATE, JobScript.failing("Video is private").onRetry(JobScript.endless()))
            .script(ENDLESS, JobScript.endless())
            .deliveryLog(delivery -> log.add(delivery.toLine()))
            .start();
    private final Http http = new Http(mock);

    @AfterEach
    void close() {
        mock.close();
        hook.close();
    }

    private MockWebhook register() {
        return mock.webhooks().register(WebhookSetup.of(hook.url(), HookEndpoint.SECRET));
    }

    private void seconds(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    /** Has a job from its creation to its end, and returns its guid. */
    private String wholeJob(String url) {
        String guid = http.created(url);
        seconds(3);
        return guid;
    }

    private List<Duration> offsets(WebhookDelivery delivery, Instant from) {
        return delivery.attempts().stream()
                .map(attempt -> Duration.between(from, attempt.at()))
                .toList();
    }

    @Test
    void aJobIsToldAtItsStartAndAtItsEndInFullAndSigned() {
        register();
        String guid = wholeJob(VIDEO);

        assertThat(hook.events()).containsExactly("export.created", "export.finished");
        assertThat(hook.came()).allSatisfy(came -> {
            assertThat(came.method()).isEqualTo("POST");
            assertThat(came.type()).isEqualTo("application/json");
            assertThat(came.signedWith(HookEndpoint.SECRET)).isTrue();
            assertThat(came.json().getString("guid")).isEqualTo(guid);
            assertThat(came.json().getString("event_id")).isNotEmpty();
            assertThat(came.json().getString("message_id")).startsWith("msg_");
        });
        JsonObject created = hook.came().get(0).json();
        assertThat(created.getString("status")).isEqualTo("processing");
        assertThat(created.getString("download_url")).isNull();
        JsonObject finished = hook.came().get(1).json();
        assertThat(finished.getString("status")).isEqualTo("done");
        assertThat(finished.getInteger("total_exported")).isEqualTo(150);
        assertThat(finished.getString("url")).isEqualTo(VIDEO);
        assertThat(finished.getString("download_url"))
                .startsWith(mock.baseUrl() + "/exports/")
                .endsWith(".xlsx");
        assertThat(finished.getString("json_url")).endsWith(".json");
        assertThat(finished.getJsonObject("masked_metadata").getDouble("export_duration"))
                .isEqualTo(3.0);
        assertThat(finished.containsKey("download_link")).isFalse();
        assertThat(finished.getString("message_id")).isNotEqualTo(created.getString("message_id"));
        assertThat(log).hasSize(2).allMatch(line -> line.endsWith(hook.url() + ": 200"));
    }

    @Test
    void theShortFormIsAsDocumented() {
        mock.webhooks()
                .register(WebhookSetup.of(hook.url(), HookEndpoint.SECRET).shape(WebhookShape.SHORT));
        wholeJob(VIDEO);
        String failed = wholeJob(PRIVATE);
        http.patch(failed, "retry");
        seconds(0);

        List<JsonObject> bodies = hook.came().stream().map(Came::json).toList();
        bodies.forEach(body -> assertThat(body.remove("message_id").toString()).startsWith("msg_"));
        String xlsx = bodies.get(1).getString("download_url");
        assertThat(xlsx).startsWith(mock.baseUrl().toString()).endsWith(".xlsx");
        assertThat(bodies)
                .extracting(JsonObject::encode)
                .containsExactly(
                        "{\"event\":\"export.created\",\"status\":\"processing\",\"platform\":\"youtube\"}",
                        "{\"event\":\"export.finished\",\"status\":\"done\",\"comments_count\":150,\"download_url\":\""
                                + xlsx + "\"}",
                        "{\"event\":\"export.created\",\"status\":\"processing\",\"platform\":\"instagram\"}",
                        "{\"event\":\"export.failed\",\"status\":\"failed\",\"error_message\":\"Video is private\"}",
                        "{\"event\":\"export.requeued\"}");
    }

    @Test
    void aRetriedJobIsToldAsRequeuedWithoutAStatus() {
        register();
        http.patch(wholeJob(PRIVATE), "retry");
        seconds(0);

        assertThat(hook.events()).containsExactly("export.created", "export.failed", "export.requeued");
        assertThat(hook.came().get(1).json().getString("error")).isEqualTo("Video is private");
        assertThat(hook.came().get(2).json().containsKey("status")).isFalse();
        assertThat(hook.came().get(2).json().getInteger("retry")).isEqualTo(1);
    }

    @Test
    void onlyTheEventsThatAreWantedAreSent() {
        mock.webhooks()
                .register(WebhookSetup.of(hook.url(), HookEndpoint.SECRET).events(WebhookEvent.FAILED));
        wholeJob(VIDEO);
        wholeJob(PRIVATE);

        assertThat(hook.events()).containsExactly("export.failed");
        MockWebhook webhook = mock.webhooks().registered().get(0);
        assertThat(webhook.eventCount()).isEqualTo(1);
        assertThat(webhook.lastEventAt()).isNotNull();
    }

    @Test
    void nothingIsSentForAStoppedJob() {
        register();
        String guid = http.created(ENDLESS);
        seconds(5);
        http.patch(guid, "stop");
        seconds(3600);

        assertThat(http.status(guid)).isEqualTo("stopped");
        assertThat(hook.events()).containsExactly("export.created");
    }

    @Test
    void whatIsNotTakenIsSentAgainAfterEverLongerTimes() {
        hook.answers(n -> n <= 3 ? 500 : 200);
        register();
        Instant start = clock.now();
        http.created(ENDLESS);
        seconds(69);

        assertThat(hook.came()).hasSize(3);
        assertThat(mock.webhooks().deliveries())
                .extracting(WebhookDelivery::state)
                .containsExactly(State.PENDING);
        seconds(1);
        WebhookDelivery delivery = mock.webhooks().deliveries().get(0);
        assertThat(delivery.state()).isEqualTo(State.TAKEN);
        assertThat(delivery.attempts()).extracting(Attempt::status).containsExactly(500, 500, 500, 200);
        assertThat(offsets(delivery, start))
                .containsExactly(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(70));
        assertThat(hook.came()).extracting(Came::body).containsOnly(delivery.body());
        assertThat(delivery.body()).contains(delivery.messageId());
        assertThat(mock.webhooks().registered().get(0).failuresInARow()).isZero();
    }

    @Test
    void turningTheClockFarAtOnceIsTheSameAsTurningItStepByStep() {
        hook.answers(n -> 503);
        register();
        Instant start = clock.now();
        http.created(ENDLESS);
        clock.advance(Duration.ofDays(2));

        WebhookDelivery delivery = mock.webhooks().deliveries().get(0);
        assertThat(delivery.state()).isEqualTo(State.GIVEN_UP);
        assertThat(offsets(delivery, start))
                .containsExactlyElementsOf(List.of(0, 10, 30, 70, 150, 310, 630, 1230).stream()
                        .map(Duration::ofSeconds)
                        .toList());
        assertThat(log).last().asString().endsWith(": 503, given up");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 401, 404})
    void nothingButA200IsTaken(int status) {
        hook.answers(n -> n == 1 ? status : 200);
        register();
        http.created(ENDLESS);
        seconds(10);

        assertThat(mock.webhooks().deliveries().get(0).attempts())
                .extracting(Attempt::status)
                .containsExactly(status, 200);
    }

    @Test
    void whoDoesNotAnswerInTimeOrCannotBeReachedHasNotTakenIt() {
        hook.answers(n -> n == 1 ? 0 : 200);
        mock.webhooks().answerWithin(Duration.ofMillis(200));
        register();
        mock.webhooks().register(WebhookSetup.of(URI.create("http://127.0.0.1:1/"), "whsec_other"));
        http.created(ENDLESS);
        seconds(10);

        List<WebhookDelivery> all = mock.webhooks().deliveries();
        assertThat(all.get(0).attempts()).extracting(Attempt::status).containsExactly(0, 200);
        assertThat(all.get(0).attempts().get(0).trouble()).isNotEmpty();
        assertThat(all.get(1).attempts())
                .hasSize(2)
                .allSatisfy(attempt -> assertThat(attempt.trouble()).contains("refused"));
    }

    @Test
    void thirtyFailuresInARowSuspendAWebhookUntilItIsToggled() {
        hook.answers(n -> n == 12 || n > 42 ? 200 : 500);
        MockWebhook webhook = register();
        for (int i = 0; i < 6; i++) {
            http.created(ENDLESS);
            clock.advance(Duration.ofHours(1));
        }
        assertThat(hook.came()).as("11 failures, one taken, 30 failures").hasSize(42);
        MockWebhook suspended = mock.webhooks().registered().get(0);
        assertThat(suspended.status()).isEqualTo(MockWebhook.Status.SUSPENDED);
        assertThat(suspended.failuresInARow()).isEqualTo(30);
        assertThat(mock.webhooks().deliveries()).noneMatch(delivery -> delivery.state() == State.PENDING);
        http.created(ENDLESS);
        seconds(3600);
        assertThat(hook.came()).hasSize(42);

        assertThat(mock.webhooks().toggle(webhook.uuid()).status()).isEqualTo(MockWebhook.Status.ENABLED);
        http.created(ENDLESS);
        seconds(3600);
        assertThat(hook.came()).hasSize(43);
        assertThat(mock.webhooks().registered().get(0).failuresInARow()).isZero();
    }

    @Test
    void aDisabledWebhookGivesUpWhatItHadToSendAndHearsNothing() {
        hook.answers(n -> 500);
        MockWebhook webhook = register();
        http.created(ENDLESS);
        seconds(5);
        assertThat(mock.webhooks().toggle(webhook.uuid()).status()).isEqualTo(MockWebhook.Status.DISABLED);
        http.created(ENDLESS);
        seconds(3600);

        assertThat(hook.came()).hasSize(1);
        assertThat(mock.webhooks().deliveries())
                .extracting(WebhookDelivery::state)
                .containsExactly(State.GIVEN_UP);
        mock.webhooks().remove(webhook.uuid());
        assertThat(mock.webhooks().registered()).isEmpty();
        assertThatThrownBy(() -> mock.webhooks().toggle(webhook.uuid())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void deliveriesAreDoubledOnDemandUnderTheSameMessageId() {
        register();
        mock.webhooks().faults().doubleDeliveries(1);
        wholeJob(VIDEO);

        assertThat(hook.events()).containsExactly("export.created", "export.created", "export.finished");
        assertThat(hook.came().get(0).body()).isEqualTo(hook.came().get(1).body());
        assertThat(mock.webhooks().deliveries().get(0).attempts()).hasSize(2);
    }

    @Test
    void deliveriesAreShuffledOnDemand() {
        register();
        mock.webhooks().faults().shuffleDeliveries(2);
        wholeJob(VIDEO);
        assertThat(hook.events()).containsExactly("export.finished", "export.created");

        mock.webhooks().faults().shuffleDeliveries(2);
        http.created(ENDLESS);
        seconds(60);
        assertThat(hook.came()).hasSize(2);
        mock.webhooks().faults().clear();
        seconds(0);
        assertThat(hook.came()).hasSize(3);
    }

    @Test
    void deliveriesAreDelayedOnDemandAndOvertaken() {
        register();
        mock.webhooks().faults().delayDeliveries(1, Duration.ofMinutes(1));
        Instant start = clock.now();
        wholeJob(VIDEO);
        assertThat(hook.events()).containsExactly("export.finished");
        seconds(57);

        assertThat(hook.events()).containsExactly("export.finished", "export.created");
        assertThat(offsets(mock.webhooks().deliveries().get(0), start)).containsExactly(Duration.ofMinutes(1));
    }

    @Test
    void deliveriesAreLostOnDemand() {
        register();
        mock.webhooks().faults().loseDeliveries(1);
        wholeJob(VIDEO);

        assertThat(hook.events()).containsExactly("export.finished");
        assertThat(mock.webhooks().deliveries())
                .extracting(WebhookDelivery::state)
                .containsExactly(State.LOST, State.TAKEN);
        assertThat(log.get(0)).endsWith(", lost on purpose");
    }

    @Test
    void signaturesAreWrongOrMissingOnDemand() {
        hook.answers(n -> n <= 2 ? 401 : 200);
        register();
        mock.webhooks().faults().signWrongly(1);
        http.created(ENDLESS);
        seconds(5);
        mock.webhooks().faults().leaveUnsigned(1);
        seconds(60);

        assertThat(hook.came())
                .extracting(came -> came.signedWith(HookEndpoint.SECRET))
                .containsExactly(false, false, true);
        assertThat(hook.came().get(0).signature()).matches("[0-9a-f]{64}");
        assertThat(hook.came().get(1).signature()).isNull();
        assertThat(mock.webhooks().deliveries().get(0).attempts())
                .extracting(Attempt::forged)
                .containsExactly(true, false, false);
    }

    @Test
    void anOldDeliveryIsSentAgainOnDemand() {
        register();
        wholeJob(VIDEO);
        mock.webhooks().redeliver(1);
        seconds(0);

        assertThat(hook.events()).containsExactly("export.created", "export.finished", "export.created");
        assertThat(hook.came().get(2).body()).isEqualTo(hook.came().get(0).body());
        assertThatThrownBy(() -> mock.webhooks().redeliver(9)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void underAClockThatRunsEverythingComesByItself() {
        hook.answers(n -> n == 1 ? 500 : 200);
        try (MockService fast = MockService.builder()
                .clock(MockClock.faster(200))
                .webhook(hook.url(), HookEndpoint.SECRET)
                .start()) {
            new Http(fast).created(VIDEO);
            List<WebhookDelivery> all = fast.webhooks().await(deliveries -> deliveries.size() == 2, BOUND);
            assertThat(all)
                    .extracting(WebhookDelivery::event)
                    .containsExactly(WebhookEvent.CREATED, WebhookEvent.FINISHED);
            assertThat(fast.webhooks().awaitIdle(BOUND)).allMatch(delivery -> delivery.state() == State.TAKEN);
        }
        assertThat(hook.events())
                .containsOnly("export.created", "export.finished")
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/hook",
                "ftp://127.0.0.1/hook",
                "https://user:pass@example.com/",
                "http://127.0.0.1.example.com/",
                "https:///hook",
                "/hook"
            })
    void aUrlMustBeHttpsOrOnThisMachine(String url) {
        assertThatThrownBy(() -> WebhookSetup.of(URI.create(url), "whsec_1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be https")
                .hasMessageNotContaining("pass");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/hook", "http://localhost:9/", "http://127.1.2.3/", "http://[::1]:9/"})
    void httpsAndThisMachineWillDo(String url) {
        WebhookSetup setup = WebhookSetup.of(URI.create(url), "whsec_1");
        assertThat(setup.toString()).contains(url).doesNotContain("whsec_1");
    }

    @Test
    void waitingForDeliveriesThatDoNotComeEndsWithWhatCame() {
        List<WebhookDelivery> none = new ArrayList<>();
        assertThatThrownBy(() -> mock.webhooks().await(all -> !all.equals(none), Duration.ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("0 deliveries");
    }
}
