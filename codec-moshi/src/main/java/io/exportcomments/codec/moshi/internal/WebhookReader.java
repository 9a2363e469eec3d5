package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonReader;
import io.exportcomments.webhook.SigningSecret;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookId;
import io.exportcomments.webhook.WebhookStatus;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a webhook. Values that make no sense for their field stay with the unknown fields. */
public final class WebhookReader {
    private final Map<String, @Nullable Object> left = new LinkedHashMap<>();
    private final TimestampParser timestamps = new TimestampParser();

    private WebhookReader(Map<?, ?> fields) {
        fields.forEach((name, value) -> left.put(String.valueOf(name), value));
    }

    /** A webhook. */
    public static Webhook read(JsonInput in) throws IOException {
        if (in.reader().peek() != JsonReader.Token.BEGIN_OBJECT) {
            throw new MalformedJsonException("not a webhook");
        }
        return new WebhookReader(in.object()).build();
    }

    /** The list of webhooks: a bare array, or an envelope around one. */
    public static List<Webhook> readList(JsonInput in) throws IOException {
        Object list = in.value();
        if (list instanceof Map<?, ?> envelope) {
            list = envelope.get("items") instanceof List<?> items ? items : envelope.get("data");
        }
        if (!(list instanceof List<?> elements)) {
            throw new MalformedJsonException("no list of webhooks");
        }
        List<Webhook> webhooks = new ArrayList<>();
        for (Object element : elements) {
            if (!(element instanceof Map<?, ?> fields)) {
                throw new MalformedJsonException("a list element that is not a webhook");
            }
            webhooks.add(new WebhookReader(fields).build());
        }
        return List.copyOf(webhooks);
    }

    private Webhook build() throws MalformedJsonException {
        WebhookId id = id();
        Optional<URI> url = take("url", WebhookReader::url);
        Set<String> events = take("events", WebhookReader::names)
                .or(() -> take("event", event -> names(List.of(event))))
                .orElse(Set.of());
        Optional<Instant> lastEventAt = take("lastEventAt", this::time);
        Optional<Long> count = take("webhookEventsCount", WebhookReader::count);
        Optional<Instant> createdAt = take("createdAt", this::time);
        Optional<SigningSecret> secret = take("secret", WebhookReader::secret);
        return new Webhook(
                id,
                url,
                events,
                status(),
                lastEventAt,
                count.map(OptionalLong::of).orElse(OptionalLong.empty()),
                createdAt,
                secret,
                left);
    }

    private <T> Optional<T> take(String name, Function<Object, @Nullable T> reading) {
        Object value = left.get(name);
        T read = value == null ? null : reading.apply(value);
        if (read != null || value == null) {
            left.remove(name);
        }
        return Optional.ofNullable(read);
    }

    private WebhookId id() throws MalformedJsonException {
        Optional<WebhookId> uuid = take("uuid", WebhookReader::id);
        if (uuid.isEmpty()) {
            return take("id", WebhookReader::id)
                    .orElseThrow(() -> new MalformedJsonException("a webhook without an id"));
        }
        left.remove("id", uuid.get().value());
        return uuid.get();
    }

    /** The number says the most; the two booleans are used when it is missing. */
    private WebhookStatus status() {
        Optional<WebhookStatus> number = take("status", WebhookReader::status);
        Optional<Boolean> enabled = take("enabled", Scalars::yesOrNo);
        boolean suspended = take("isSuspended", Scalars::yesOrNo).orElse(false);
        return number.orElseGet(() -> suspended
                ? WebhookStatus.SUSPENDED
                : enabled.map(yes -> yes ? WebhookStatus.ENABLED : WebhookStatus.DISABLED)
                        .orElse(WebhookStatus.UNKNOWN));
    }

    private static @Nullable WebhookStatus status(Object value) {
        Long number = Scalars.wholeNumber(value);
        WebhookStatus status = number == null ? WebhookStatus.UNKNOWN : WebhookStatus.fromWire(number);
        return status == WebhookStatus.UNKNOWN ? null : status;
    }

    private static @Nullable WebhookId id(Object value) {
        if (!(value instanceof String) && !(value instanceof Long)) {
            return null;
        }
        try {
            return WebhookId.of(value.toString());
        } catch (IllegalArgumentException unsafe) {
            return null;
        }
    }

    private static @Nullable URI url(Object value) {
        try {
            return value instanceof String text ? new URI(text) : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static @Nullable Set<String> names(Object value) {
        return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                ? list.stream().map(String::valueOf).collect(Collectors.toCollection(LinkedHashSet::new))
                : null;
    }

    private @Nullable Instant time(Object value) {
        return value instanceof String text ? timestamps.parse(text) : null;
    }

    private static @Nullable Long count(Object value) {
        Long number = Scalars.wholeNumber(value);
        return number == null || number < 0 ? null : number;
    }

    private static @Nullable SigningSecret secret(Object value) {
        return value instanceof String text && !text.isBlank() ? SigningSecret.of(text) : null;
    }
}
