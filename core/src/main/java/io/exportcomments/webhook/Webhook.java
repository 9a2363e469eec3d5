package io.exportcomments.webhook;

import io.exportcomments.annotation.Experimental;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A webhook of the account, as the service describes it. Only the id is sure to be there. Immutable. Source: the
 * service's page on webhooks.
 *
 * @param id by which it is toggled and deleted
 * @param url where deliveries go
 * @param events what is delivered, by the names on the wire, such as {@code export.finished}
 * @param status whether it is delivered to
 * @param lastEventAt when something was last delivered
 * @param eventCount how many events there were, from 0
 * @param createdAt when it was registered
 * @param secret what deliveries are signed with, where the answer shows it: at its creation, if ever
 * @param unknownFields what the service says beyond that, by the names on the wire, each value a String, Boolean, Long,
 *     BigDecimal, List, Map or null
 */
@Experimental
public record Webhook(
        WebhookId id,
        Optional<URI> url,
        Set<String> events,
        WebhookStatus status,
        Optional<Instant> lastEventAt,
        OptionalLong eventCount,
        Optional<Instant> createdAt,
        Optional<SigningSecret> secret,
        Map<String, @Nullable Object> unknownFields) {

    /** Checks that nothing is null, and copies the collections. */
    public Webhook {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(lastEventAt, "lastEventAt");
        Objects.requireNonNull(eventCount, "eventCount");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(secret, "secret");
        events = Collections.unmodifiableSet(new LinkedHashSet<>(events));
        unknownFields = Collections.unmodifiableMap(new LinkedHashMap<>(unknownFields));
    }

    /** Whether the event is delivered while the webhook is enabled. */
    public boolean isFor(ExportEvent event) {
        return events.contains(event.wireName());
    }

    /** The id, the status and the events: the URL's query and the unknown fields may be secret. */
    @Override
    public String toString() {
        return "Webhook[" + id + ", status=" + status + ", events=" + events + "]";
    }
}
