package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.WebhookTransport;
import io.exportcomments.webhook.ExportEvent;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookId;
import io.exportcomments.webhook.WebhookRequest;
import io.exportcomments.webhook.WebhookStatus;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class WebhookCases extends TransportCases {
    static final WebhookId ID = WebhookId.of("0b1c8f4e-6a53-4f0e-9a1b-5d2f3c4e5a6b");
    static final WebhookRequest REQUEST =
            WebhookRequest.of(URI.create("https://example.org/hook?key=1"), ExportEvent.FINISHED);
    private static final String WEBHOOKS = "/api/v1/zapier/webhooks";
    private static final String SECRET = "whsec_0123456789abcdef";
    private static final String WEBHOOK = "{\"uuid\":\"" + ID + "\",\"url\":\"https://example.org/hook?key=1\","
            + "\"events\":[\"export.finished\",\"export.paused\"],\"status\":2,\"enabled\":false,\"isSuspended\":true,"
            + "\"lastEventAt\":\"2026-03-01T07:30:00+00:00\",\"webhookEventsCount\":7,"
            + "\"createdAt\":\"2026-02-01T07:30:00+00:00\",\"secret\":\"" + SECRET + "\",\"colour\":\"red\"}";

    WebhookCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    private WebhookTransport webhooks() {
        return open().webhooks();
    }

    @Test
    void creatingPostsTheUrlAndTheEvent() {
        server.reply(Reply.json(201, WEBHOOK));

        Webhook webhook = answer(webhooks().create(REQUEST));

        assertThat(webhook.id()).isEqualTo(ID);
        assertThat(webhook.url()).contains(REQUEST.url());
        assertThat(webhook.events()).containsExactly("export.finished", "export.paused");
        assertThat(webhook.isFor(ExportEvent.FINISHED)).isTrue();
        assertThat(webhook.isFor(ExportEvent.FAILED)).isFalse();
        assertThat(webhook.status()).isEqualTo(WebhookStatus.SUSPENDED);
        assertThat(webhook.lastEventAt()).contains(Instant.parse("2026-03-01T07:30:00Z"));
        assertThat(webhook.eventCount()).hasValue(7);
        assertThat(webhook.createdAt()).contains(Instant.parse("2026-02-01T07:30:00Z"));
        assertThat(webhook.secret().orElseThrow().reveal()).isEqualTo(SECRET);
        assertThat(webhook.unknownFields()).isEqualTo(Map.of("colour", "red"));
        assertThat(webhook.toString()).contains(ID.value()).doesNotContain(SECRET, "key=1", "red");
        assertRequest("POST", WEBHOOKS);
        assertThat(server.request().header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(server.request().body())
                .isEqualTo("{\"url\":\"https://example.org/hook?key=1\",\"event\":\"export.finished\"}");
    }

    @Test
    void severalEventsGoAsAList() {
        server.reply(Reply.json(200, "{\"id\":12}"));

        Webhook webhook =
                answer(webhooks().create(WebhookRequest.of(REQUEST.url(), ExportEvent.REQUEUED, ExportEvent.CREATED)));

        assertThat(webhook.id().value()).isEqualTo("12");
        assertThat(webhook.status()).isEqualTo(WebhookStatus.UNKNOWN);
        assertThat(webhook.secret()).isEmpty();
        assertThat(server.request().body())
                .isEqualTo("{\"url\":\"https://example.org/hook?key=1\","
                        + "\"events\":[\"export.created\",\"export.requeued\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s]", "{\"items\":[%s],\"total\":1}", "{\"data\":[%s]}"})
    void listingReadsBareAndWrappedLists(String form) {
        server.reply(Reply.json(200, form.formatted(WEBHOOK)));

        assertThat(answer(webhooks().list())).extracting(Webhook::id).containsExactly(ID);
        assertRequest("GET", WEBHOOKS);
    }

    @Test
    void anAccountMayHaveNone() {
        server.reply(Reply.json(200, "[]"));

        assertThat(answer(webhooks().list())).isEmpty();
    }

    @Test
    void togglingPatchesWithoutABody() {
        server.reply(Reply.json(200, WEBHOOK));

        assertThat(answer(webhooks().toggle(ID)).id()).isEqualTo(ID);
        assertPatchWithoutBody(WEBHOOKS + "/" + ID + "/toggle");
    }

    @Test
    void deletingTakesAnyGoodAnswer() {
        server.reply(Reply.bare(204), Reply.json(200, "{\"deleted\":true}"), Reply.bytes(200, new byte[0]));
        WebhookTransport webhooks = webhooks();

        for (int i = 0; i < 3; i++) {
            String end = answer(webhooks.delete(ID).thenApply(nothing -> "gone"));
            assertThat(end).isEqualTo("gone");
        }

        assertThat(server.requests()).extracting(ReceivedRequest::method).containsOnly("DELETE");
        assertThat(server.requests()).extracting(ReceivedRequest::target).containsOnly(WEBHOOKS + "/" + ID);
        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request.body()).isEmpty());
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aRefusalSaysWhatWasRefusedAndWhatToDo() {
        server.reply(
                Reply.json(403, "{\"status_code\":403,\"detail\":\"Your plan allows 1 webhook.\"}"),
                Reply.json(404, "{\"status_code\":404,\"detail\":\"There is none.\"}"));
        WebhookTransport webhooks = webhooks();

        assertThat(failure(PermissionException.class, webhooks.create(REQUEST)))
                .hasMessage("Could not register the webhook: the account may not do this"
                        + " (HTTP 403: Your plan allows 1 webhook.). Check what the account's plan allows");
        assertThat(failure(NotFoundException.class, webhooks.toggle(ID)))
                .hasMessageStartingWith("Could not turn the webhook off or on: there is no such thing on this account"
                        + " (HTTP 404: There is none.). Check the webhook's id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"url\":\"https://example.org/\",\"secret\":\"" + SECRET + "\"}",
                "{\"uuid\":\"../../etc\",\"secret\":\"" + SECRET + "\"}",
                "{\"uuid\":\"a\",\"uuid\":\"b\",\"secret\":\"" + SECRET + "\"}",
                "[]",
                "\"" + SECRET,
                ""
            })
    void whatIsNoWebhookIsUnreadableAndItsSecretNotShown(String body) {
        server.reply(Reply.json(201, body));

        UnreadableAnswerException error =
                failure(UnreadableAnswerException.class, webhooks().create(REQUEST));

        assertThat(error).hasMessageStartingWith("Could not register the webhook");
        assertThat(String.valueOf(error) + error.getCause()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "[{}]", "{\"items\":{}}", "null"})
    void whatIsNoListIsUnreadable(String body) {
        server.reply(Reply.json(200, body));

        assertThat(failure(UnreadableAnswerException.class, webhooks().list()))
                .hasMessageStartingWith("Could not list the webhooks");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302})
    void aChangeIsNotMadeAReadingByARedirect(int status) {
        server.reply(Reply.bare(status, "Location: /elsewhere"));
        WebhookTransport webhooks = webhooks();

        failure(InvalidRequestException.class, webhooks.create(REQUEST));
        failure(InvalidRequestException.class, webhooks.toggle(ID));
        failure(InvalidRequestException.class, webhooks.delete(ID));

        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aBreakSaysThatTheRequestMayHaveBeenTakenAndNothingIsSentTwice() {
        server.reply(Reply.reset());
        WebhookTransport webhooks = webhooks();

        assertThat(failure(ConnectionException.class, webhooks.create(REQUEST)).sent())
                .isEqualTo(Sent.MAYBE);
        failure(ConnectionException.class, webhooks.toggle(ID));
        failure(ConnectionException.class, webhooks.delete(ID));

        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void cancellingReachesTheWire() {
        server.reply(Reply.silence());

        CompletableFuture<Webhook> call = webhooks().create(REQUEST);
        server.awaitRequests(1);
        call.cancel(false);

        server.awaitEnd(1);
    }
}
