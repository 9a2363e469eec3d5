package io.exportcomments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.internal.ScriptedTransport;
import io.exportcomments.job.Operation;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RowReader;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.port.WebhookTransport;
import io.exportcomments.webhook.ExportEvent;
import io.exportcomments.webhook.SigningSecret;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookId;
import io.exportcomments.webhook.WebhookRequest;
import io.exportcomments.webhook.WebhookStatus;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's management of webhooks: through the interceptors to the transport, in both faces; and its values. */
class WebhooksTest {
    private static final WebhookId ID = WebhookId.of("7");
    private static final URI HOOK = URI.create("https://example.org/hook?key=secret");
    private static final WebhookRequest REQUEST = WebhookRequest.of(HOOK, ExportEvent.FINISHED);
    private static final Webhook WEBHOOK = webhook(Set.of("export.finished"), Map.of());

    private final List<TransportCall> calls = new ArrayList<>();
    private final Service service = new Service();
    private final ExportComments client = client(service);

    private static Webhook webhook(Set<String> events, Map<String, @Nullable Object> unknown) {
        return new Webhook(
                ID,
                Optional.of(HOOK),
                events,
                WebhookStatus.ENABLED,
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.of(SigningSecret.of("whsec_secret")),
                unknown);
    }

    /** Answers what a test says; unscripted, with good answers. */
    private static final class Service implements WebhookTransport {
        private CompletableFuture<Void> deletion = CompletableFuture.completedFuture(null);
        private CompletableFuture<Webhook> creation = CompletableFuture.completedFuture(WEBHOOK);

        @Override
        public CompletableFuture<Webhook> create(WebhookRequest request) {
            return creation;
        }

        @Override
        public CompletableFuture<List<Webhook>> list() {
            return CompletableFuture.completedFuture(List.of(WEBHOOK));
        }

        @Override
        public CompletableFuture<Webhook> toggle(WebhookId id) {
            return CompletableFuture.completedFuture(WEBHOOK);
        }

        @Override
        public CompletableFuture<Void> delete(WebhookId id) {
            return deletion;
        }
    }

    /** A transport as one that knows no webhooks is. */
    private static class Other implements Transport {
        @Override
        public JobTransport jobs() {
            return new ScriptedTransport();
        }

        @Override
        public SocketTransport sockets() {
            return (uri, headers, listener) -> {
                throw new AssertionError("Nobody needs a socket here");
            };
        }

        @Override
        public RowReader rows() {
            return json -> Collections.emptyIterator();
        }

        @Override
        public void close() {}
    }

    private ExportComments client(@Nullable WebhookTransport webhooks) {
        Transport transport = webhooks == null
                ? new Other()
                : new Other() {
                    @Override
                    public WebhookTransport webhooks() {
                        return webhooks;
                    }
                };
        return ExportComments.builder()
                .token("token")
                .transport(settings -> transport)
                .interceptor(new TransportInterceptor() {
                    @Override
                    public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
                        calls.add(call);
                        return chain.proceed();
                    }
                })
                .callbackExecutor(Runnable::run)
                .build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static NotFoundException notFound(Operation operation) {
        return new NotFoundException(ErrorContext.of(operation, null).answered(404, null, null), null);
    }

    @Test
    void eachCallGoesThroughTheInterceptorsAndSaysWhetherItMayBeRepeated() {
        Webhooks webhooks = client.webhooks();

        assertThat(webhooks.create(REQUEST)).isEqualTo(WEBHOOK);
        assertThat(webhooks.list()).containsExactly(WEBHOOK);
        assertThat(webhooks.toggle(ID)).isEqualTo(WEBHOOK);
        assertThat(webhooks.delete(ID)).isTrue();

        assertThat(calls)
                .extracting(TransportCall::operation)
                .containsExactly(
                        Operation.WEBHOOK_CREATE,
                        Operation.WEBHOOK_LIST,
                        Operation.WEBHOOK_TOGGLE,
                        Operation.WEBHOOK_DELETE);
        assertThat(calls).extracting(TransportCall::idempotent).containsExactly(false, true, false, true);
        assertThat(calls)
                .noneMatch(TransportCall::background)
                .allMatch(call -> call.deadline().isPresent());
    }

    @Test
    void deletingWhatIsGoneIsNoError() {
        service.deletion = CompletableFuture.failedFuture(notFound(Operation.WEBHOOK_DELETE));

        assertThat(client.webhooks().delete(ID)).isFalse();
    }

    @Test
    void anyOtherRefusalToDeleteIsOne() {
        service.deletion = CompletableFuture.failedFuture(
                new PermissionException(ErrorContext.of(Operation.WEBHOOK_DELETE, null), null));

        assertThatThrownBy(() -> client.webhooks().delete(ID))
                .isInstanceOf(PermissionException.class)
                .hasMessageStartingWith("Could not delete the webhook: ");
    }

    @Test
    void cancellingADeletionCancelsTheExchange() {
        service.deletion = new CompletableFuture<>();

        client.async().webhooks().delete(ID).cancel(true);

        assertThat(service.deletion).isCancelled();
    }

    @Test
    void anInterruptCancelsTheExchange() {
        service.creation = new CompletableFuture<>();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> client.webhooks().create(REQUEST)).isInstanceOf(CallCancelledException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(service.creation).isCancelled();
    }

    @Test
    void closingEndsWhatIsUnderWay() {
        service.creation = new CompletableFuture<>();
        CompletableFuture<Webhook> call = client.async().webhooks().create(REQUEST);

        client.close();

        assertThat(call).isCompletedExceptionally();
        assertThatThrownBy(call::join).hasCauseInstanceOf(ClientClosedException.class);
    }

    @Test
    void aTransportMayHaveNoWebhooks() {
        try (ExportComments other = client((WebhookTransport) null)) {
            assertThatThrownBy(() -> other.webhooks().list())
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("This transport does not manage webhooks");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/",
                "ftp://example.org/",
                "/hook",
                "https:hook",
                "https://user@example.org/",
                "http://127.0.0.1.example.org/"
            })
    void whereNothingCanBeDeliveredIsRefusedAtOnce(String url) {
        assertThatThrownBy(() -> WebhookRequest.of(URI.create(url), ExportEvent.FAILED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://example.org/a?b=c", "HTTPS://EXAMPLE.ORG", "http://127.0.0.1:8090/", "http://[::1]/"})
    void httpsAndThisMachineAreFine(String url) {
        assertThat(WebhookRequest.of(URI.create(url), ExportEvent.FAILED).url()).isEqualTo(URI.create(url));
    }

    @Test
    void aWebhookIsForOneEventAtLeast() {
        assertThatThrownBy(() -> new WebhookRequest(HOOK, Set.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void valuesCopyWhatTheyGet() {
        Set<ExportEvent> wanted = EnumSet.of(ExportEvent.CREATED);
        WebhookRequest request = new WebhookRequest(HOOK, wanted);
        Map<String, @Nullable Object> unknown = new LinkedHashMap<>(Map.of("colour", "red"));
        Webhook webhook = webhook(Set.of(), unknown);
        wanted.clear();
        unknown.clear();

        assertThat(request.events()).containsExactly(ExportEvent.CREATED);
        assertThat(webhook.unknownFields()).containsOnlyKeys("colour");
    }

    @Test
    void nothingSecretIsPrinted() {
        assertThat(WEBHOOK + " " + REQUEST + " " + WEBHOOK.secret()).doesNotContain("secret=", "whsec", "key=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "..", "a b", "a?b"})
    void anIdIsSafeInAPath(String id) {
        assertThatThrownBy(() -> WebhookId.of(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void eventsAreKnownByTheirNames(ExportEvent event) {
        assertThat(ExportEvent.fromWire(event.wireName())).contains(event);
        assertThat(ExportEvent.fromWire(event.wireName() + "x")).isEmpty();
    }

    @Test
    void statusesAreKnownByTheirNumbers() {
        assertThat(List.of(0L, 1L, 2L, 3L, -1L))
                .extracting(WebhookStatus::fromWire)
                .containsExactly(
                        WebhookStatus.DISABLED,
                        WebhookStatus.ENABLED,
                        WebhookStatus.SUSPENDED,
                        WebhookStatus.UNKNOWN,
                        WebhookStatus.UNKNOWN);
    }
}
