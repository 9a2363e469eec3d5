package io.exportcomments.webhook;

import io.exportcomments.annotation.Experimental;
import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What a webhook is registered with. Immutable.
 *
 * @param url where deliveries go: HTTPS, as the service delivers to nothing else; or HTTP to this machine, as the mock
 *     does. Its query may be a secret, and is not printed
 * @param events what is delivered, one at least. Programs are known to register one event at a time; whether the
 *     service takes several is not documented
 */
@Experimental
public record WebhookRequest(URI url, Set<ExportEvent> events) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Copies the events.
     *
     * @throws IllegalArgumentException if the URL is none that deliveries can go to, or there is no event
     */
    public WebhookRequest {
        Objects.requireNonNull(url, "url");
        if (url.getHost() == null || !isDeliverable(url) || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "A webhook's URL is absolute and HTTPS (HTTP only to this machine), without a user's name");
        }
        if (events.isEmpty()) {
            throw new IllegalArgumentException("A webhook is for one event at least");
        }
        events = Collections.unmodifiableSet(EnumSet.copyOf(events));
    }

    private static boolean isDeliverable(URI url) {
        return "https".equalsIgnoreCase(url.getScheme())
                || ("http".equalsIgnoreCase(url.getScheme())
                        && THIS_MACHINE.contains(url.getHost().toLowerCase(Locale.ROOT)));
    }

    /**
     * A webhook at that URL for these events.
     *
     * @throws IllegalArgumentException if the URL is none that deliveries can go to
     */
    public static WebhookRequest of(URI url, ExportEvent event, ExportEvent... more) {
        return new WebhookRequest(url, EnumSet.of(event, more));
    }

    /** The URL's host and the events. */
    @Override
    public String toString() {
        return "WebhookRequest[" + url.getHost() + ", events=" + events + "]";
    }
}
