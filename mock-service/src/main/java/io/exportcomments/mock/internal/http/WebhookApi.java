package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.internal.jobs.ApiError;
import io.exportcomments.mock.internal.jobs.JobEngine;
import io.exportcomments.mock.internal.webhook.WebhookDispatcher;
import io.exportcomments.mock.webhook.MockWebhook;
import io.exportcomments.mock.webhook.MockWebhook.Status;
import io.exportcomments.mock.webhook.WebhookEvent;
import io.exportcomments.mock.webhook.WebhookSetup;
import io.exportcomments.mock.webhook.WebhookShape;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The management of webhooks. */
final class WebhookApi {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final JobEngine jobs;
    private final WebhookDispatcher dispatch;

    WebhookApi(JobEngine jobs, WebhookDispatcher dispatch) {
        this.jobs = jobs;
        this.dispatch = dispatch;
    }

    Answer create(ApiRequest call) {
        JsonObject body = body(call.body());
        String secret = dispatch.newSecret();
        WebhookSetup setup = setup(url(body.getValue("url")), secret, events(body));
        int most = jobs.account().plan().webhooks();
        MockWebhook webhook = dispatch.registerWithin(most, setup, call.origin());
        if (webhook == null) {
            throw ApiError.of(403, null, "Your plan allows " + most + " webhook" + (most == 1 ? "." : "s."));
        }
        return Answer.json(201, json(webhook).put("secret", secret).toBuffer());
    }

    Answer list() {
        JsonArray all = new JsonArray();
        dispatch.registered().forEach(webhook -> all.add(json(webhook)));
        return Answer.json(200, all.toBuffer());
    }

    Answer delete(Route route) {
        UUID webhook = webhook(route);
        try {
            dispatch.remove(webhook);
        } catch (IllegalArgumentException e) {
            throw none(webhook.toString());
        }
        return Answer.json(204, Buffer.buffer());
    }

    Answer toggle(Route route) {
        UUID webhook = webhook(route);
        try {
            return Answer.json(200, json(dispatch.toggle(webhook)).toBuffer());
        } catch (IllegalArgumentException e) {
            throw none(webhook.toString());
        }
    }

    /** Samples of an event, as automation services ask for them. */
    Answer events(ApiRequest call) {
        JsonArray items = new JsonArray();
        dispatch.samples(event(call.query().get("event")), call.origin())
                .forEach(message -> items.add(new JsonObject().put("message", message)));
        return Answer.json(200, new JsonObject().put("items", items).toBuffer());
    }

    private static JsonObject body(Buffer body) {
        try {
            JsonObject json = body.toJsonObject();
            if (json != null) {
                return json;
            }
        } catch (DecodeException | ClassCastException e) {
            throw ApiError.invalid("The body must be a JSON object.");
        }
        throw ApiError.invalid("The body must be a JSON object.");
    }

    private static URI url(@Nullable Object value) {
        if (!(value instanceof String text)) {
            throw ApiError.invalid("The field url is required and must be a string.");
        }
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw ApiError.of(422, null, "The field url is not a URL.");
        }
    }

    private static WebhookSetup setup(URI url, String secret, Set<WebhookEvent> events) {
        try {
            return new WebhookSetup(url, secret, events, WebhookShape.FULL);
        } catch (IllegalArgumentException e) {
            throw ApiError.of(422, null, "The field url must be an HTTPS URL.");
        }
    }

    private static Set<WebhookEvent> events(JsonObject body) {
        Set<WebhookEvent> events = EnumSet.noneOf(WebhookEvent.class);
        if (body.getValue("events") instanceof JsonArray several) {
            several.forEach(each -> events.add(event(each)));
        } else {
            events.add(event(body.getValue("event")));
        }
        if (events.isEmpty()) {
            throw ApiError.invalid("An event is required.");
        }
        return events;
    }

    private static WebhookEvent event(@Nullable Object name) {
        return WebhookEvent.of(String.valueOf(name))
                .orElseThrow(() -> ApiError.invalid("The event is required and must be one of the known ones."));
    }

    private static UUID webhook(Route route) {
        String id = route.name();
        if (id == null || !Route.GUID.matcher(id).matches()) {
            throw none(String.valueOf(id));
        }
        return UUID.fromString(id);
    }

    private static ApiError none(String id) {
        return ApiError.of(404, null, "There is no webhook " + id + ".");
    }

    private static JsonObject json(MockWebhook webhook) {
        JsonArray events = new JsonArray();
        webhook.events().stream().sorted(Comparator.naturalOrder()).forEach(e -> events.add(e.wireName()));
        Instant last = webhook.lastEventAt();
        return new JsonObject()
                .put("id", webhook.uuid().toString())
                .put("uuid", webhook.uuid().toString())
                .put("url", webhook.url().toString())
                .put("events", events)
                .put("status", webhook.status().wireNumber())
                .put("enabled", webhook.status() == Status.ENABLED)
                .put("isSuspended", webhook.status() == Status.SUSPENDED)
                .put("lastEventAt", last == null ? null : TIME.format(last))
                .put("webhookEventsCount", webhook.eventCount())
                .put("createdAt", TIME.format(webhook.createdAt()));
    }
}
