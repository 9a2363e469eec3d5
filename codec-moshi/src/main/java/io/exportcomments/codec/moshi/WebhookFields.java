package io.exportcomments.codec.moshi;

import io.exportcomments.webhook.SigningSecret;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookId;
import io.exportcomments.webhook.WebhookStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
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

/** The fields of one webhook: what is known is taken out, what can't be made sense of stays with the unknown. */
final class WebhookFields {
    private final Map<String, @Nullable Object> left = new LinkedHashMap<>();
    private final Timestamps timestamps = new Timestamps();

    WebhookFields(Map<?, ?> fields) {
        fields.forEach((name, value) -> left.put(String.valueOf(name), value));
    }

    Webhook build() throws MalformedException {
        WebhookId id = id();
        Optional<URI> url = take("url", WebhookFields::url);
        Set<String> events = take("events", WebhookFields::names)
                .or(() -> take("event", event -> names(List.of(event))))
                .orElse(Set.of());
        Optional<Instant> lastEventAt = take("lastEventAt", this::time);
        Optional<Long> count = take("webhookEventsCount", WebhookFields::count);
        Optional<Instant> createdAt = take("createdAt", this::time);
        Optional<SigningSecret> secret = take("secret", WebhookFields::secret);
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

    private WebhookId id() throws MalformedException {
        Optional<WebhookId> uuid = take("uuid", WebhookFields::id);
        if (uuid.isEmpty()) {
            return take("id", WebhookFields::id).orElseThrow(() -> new MalformedException("a webhook without an id"));
        }
        left.remove("id", uuid.get().value());
        return uuid.get();
    }

    /** The number says most; without it, the two booleans say the same. */
    private WebhookStatus status() {
        Optional<WebhookStatus> number = take("status", WebhookFields::status);
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
