package io.exportcomments.mock.webhook;

import java.net.URI;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A webhook to be registered. Immutable; each method returns a new one.
 *
 * @param url where deliveries go: HTTPS, or HTTP to an address of this machine (localhost, 127.0.0.0/8, ::1)
 * @param secret what they are signed with; left out of {@link #toString()}
 * @param events which events it wants, at least one
 * @param shape which form the bodies have
 */
public record WebhookSetup(URI url, String secret, Set<WebhookEvent> events, WebhookShape shape) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

    /** Checks the parts. */
    public WebhookSetup {
        if (!takes(url)) {
            throw new IllegalArgumentException(
                    "a webhook's URL must be https, or http to this machine (localhost or 127.0.0.1): "
                            + withoutUser(url));
        }
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("a webhook's secret must not be empty");
        }
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a webhook wants one event at least");
        }
        events = Set.copyOf(events);
    }

    /** A webhook for all events, with full bodies. */
    public static WebhookSetup of(URI url, String secret) {
        return new WebhookSetup(url, secret, EnumSet.allOf(WebhookEvent.class), WebhookShape.FULL);
    }

    /** For these events alone. */
    public WebhookSetup events(WebhookEvent first, WebhookEvent... more) {
        return new WebhookSetup(url, secret, EnumSet.of(first, more), shape);
    }

    /** With such bodies. */
    public WebhookSetup shape(WebhookShape value) {
        return new WebhookSetup(url, secret, events, value);
    }

    private static boolean takes(URI url) {
        String host = url.getHost();
        if (host == null || url.getRawUserInfo() != null || url.getPort() > 65_535 || url.getPort() == 0) {
            return false;
        }
        return "https".equalsIgnoreCase(url.getScheme())
                || ("http".equalsIgnoreCase(url.getScheme())
                        && LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches());
    }

    private static String withoutUser(URI url) {
        return url.getRawUserInfo() == null
                ? url.toString()
                : url.toString().replace(url.getRawUserInfo() + "@", "***@");
    }

    @Override
    public String toString() {
        return "WebhookSetup[" + url + " " + events + " " + shape + "]";
    }
}
