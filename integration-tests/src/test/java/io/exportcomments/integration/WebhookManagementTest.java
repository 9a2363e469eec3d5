package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.exportcomments.ExportComments;
import io.exportcomments.Webhooks;
import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.ServiceException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobEvent;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxExportComments;
import io.exportcomments.transport.vertx.VertxTransport;
import io.exportcomments.update.polling.PollingUpdates;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import io.exportcomments.update.webhook.httpserver.WebhookHttpHandler;
import io.exportcomments.webhook.ExportEvent;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookId;
import io.exportcomments.webhook.WebhookRequest;
import io.exportcomments.webhook.WebhookStatus;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Webhooks managed by the client at the mock, on each transport. */
@Timeout(60)
class WebhookManagementTest {
    private static final URI ELSEWHERE = URI.create("https://example.org/hook");
    private static final String VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";
    private static final int BOUND = 20;

    private final ManualClock clock = MockClock.manual();
    private final MockService mock = MockService.builder()
            .clock(clock)
            .plan(ServicePlan.premium())
            .defaultScript(JobScript.instant())
            .start();

    enum Stack {
        RETROFIT,
        VERTX;

        TransportProvider provider() {
            return this == RETROFIT ? RetrofitTransport.create() : VertxTransport.create();
        }
    }

    @AfterEach
    void close() {
        mock.close();
    }

    private ExportComments client(Stack stack, String token) {
        return ExportComments.builder()
                .token(token)
                .baseUrl(mock.baseUrl())
                .transport(stack.provider())
                .updates(PollingUpdates.create())
                .build();
    }

    private ExportComments client(Stack stack) {
        return client(stack, mock.token());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRegisteredIsDeliveredUnderTheSecretThatCameBack(Stack stack) throws Exception {
        BlockingQueue<JobEvent> events = new LinkedBlockingQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        URI hook = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        try (ExportComments client = client(stack)) {
            Webhook registered = client.webhooks().create(WebhookRequest.of(hook, ExportEvent.FINISHED));
            assertThat(registered.status()).isEqualTo(WebhookStatus.ENABLED);
            assertThat(registered.events()).containsExactly("export.finished");
            assertThat(registered.isFor(ExportEvent.FINISHED)).isTrue();
            assertThat(registered.url()).contains(hook);
            assertThat(registered.createdAt()).contains(clock.now());
            assertThat(registered.eventCount()).hasValue(0);
            assertThat(registered.lastEventAt()).isEmpty();
            assertThat(registered.unknownFields()).isEmpty();

            JobEvent event = receivedBy(server, registered, events, client);

            assertThat(event.name()).isEqualTo("export.finished");
            assertThat(client.webhooks().list()).singleElement().satisfies(listed -> {
                assertThat(listed.id()).isEqualTo(registered.id());
                assertThat(listed.eventCount()).hasValue(1);
                assertThat(listed.lastEventAt()).isPresent();
                assertThat(listed.secret()).isEmpty();
            });
        } finally {
            server.stop(0);
        }
    }

    /** The first event of an export that a receiver with the registered webhook's secret lets through. */
    private JobEvent receivedBy(
            HttpServer server, Webhook registered, BlockingQueue<JobEvent> events, ExportComments client)
            throws InterruptedException {
        String secret = registered.secret().orElseThrow().reveal();
        try (WebhookReceiver receiver = WebhookReceiver.builder()
                .secret(WebhookSecret.of(secret))
                .handler(events::add)
                .build()) {
            server.createContext("/hook", WebhookHttpHandler.of(receiver));
            server.start();
            client.create(ExportRequest.of(VIDEO));
            clock.advance(Duration.ofSeconds(5));
            JobEvent event = events.poll(BOUND, TimeUnit.SECONDS);
            assertThat(event).as("an event").isNotNull();
            return event;
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneIsTurnedOffAndOnAndDeleted(Stack stack) {
        try (ExportComments client = client(stack)) {
            Webhooks webhooks = client.webhooks();
            assertThat(webhooks.list()).isEmpty();
            WebhookId id = webhooks.create(WebhookRequest.of(ELSEWHERE, ExportEvent.FAILED, ExportEvent.CREATED))
                    .id();

            assertThat(webhooks.toggle(id).status()).isEqualTo(WebhookStatus.DISABLED);
            assertThat(webhooks.toggle(id).status()).isEqualTo(WebhookStatus.ENABLED);
            assertThat(webhooks.list())
                    .singleElement()
                    .satisfies(listed ->
                            assertThat(listed.events()).containsExactlyInAnyOrder("export.created", "export.failed"));
            assertThat(webhooks.delete(id)).isTrue();
            assertThat(webhooks.delete(id)).isFalse();
            assertThat(webhooks.list()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void errorsSayWhatToDo(Stack stack) {
        try (ExportComments client = client(stack)) {
            Webhooks webhooks = client.webhooks();
            webhooks.create(WebhookRequest.of(ELSEWHERE, ExportEvent.FINISHED));

            assertThatThrownBy(() -> webhooks.create(WebhookRequest.of(ELSEWHERE, ExportEvent.FINISHED)))
                    .isInstanceOf(PermissionException.class)
                    .hasMessageStartingWith("Could not register the webhook: the account may not do this (HTTP 403")
                    .hasMessageContaining("Your plan allows 1 webhook.");
            WebhookId none = WebhookId.of(new UUID(1, 2).toString());
            assertThatThrownBy(() -> webhooks.toggle(none))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining(none.value())
                    .hasMessageContaining("Check the webhook's id");
        }
        try (ExportComments stranger = client(stack, "wrong")) {
            assertThatThrownBy(() -> stranger.webhooks().list()).isInstanceOf(AuthenticationException.class);
        }
    }

    /** Sent twice, a creation would be two webhooks, and a toggle none. */
    @ParameterizedTest
    @EnumSource
    void policiesSendAgainOnlyWhatIsSafe(Stack stack) {
        mock.account().plan(ServicePlan.business());
        Policies policies = Policies.forPlan(io.exportcomments.job.Plan.BUSINESS);
        try (ExportComments client = ExportComments.builder()
                .token(mock.token())
                .baseUrl(mock.baseUrl())
                .transport(stack.provider())
                .interceptor(policies)
                .build()) {
            Webhooks webhooks = client.webhooks();
            mock.faults().on(MockOperation.WEBHOOK_CREATE).next(1).inject(Fault.badGateway());
            mock.faults().on(MockOperation.WEBHOOK_LIST).next(1).inject(Fault.badGateway());

            assertThatThrownBy(() -> webhooks.create(WebhookRequest.of(ELSEWHERE, ExportEvent.FINISHED)))
                    .isInstanceOf(ServiceException.class);
            assertThat(webhooks.list()).isEmpty();
        }
        assertThat(mock.journal().count(MockOperation.WEBHOOK_CREATE)).isEqualTo(1);
        assertThat(mock.journal().count(MockOperation.WEBHOOK_LIST)).isEqualTo(2);
    }

    @Test
    void aVertxProgramManagesThemByFutures() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (ExportComments client = client(Stack.VERTX)) {
            VertxExportComments view = VertxExportComments.of(vertx, client);
            Boolean gone = view.webhooks()
                    .create(WebhookRequest.of(ELSEWHERE, ExportEvent.FINISHED))
                    .compose(created -> view.webhooks().toggle(created.id()))
                    .compose(off -> view.webhooks().list())
                    .compose(all -> view.webhooks().delete(all.get(0).id()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(BOUND, TimeUnit.SECONDS);

            assertThat(gone).isTrue();
            assertThat(mock.webhooks().registered()).isEmpty();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(BOUND, TimeUnit.SECONDS);
        }
    }
}
