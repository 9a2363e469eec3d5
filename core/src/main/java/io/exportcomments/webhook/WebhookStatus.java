package io.exportcomments.webhook;

import io.exportcomments.annotation.Experimental;

/** Whether a webhook is delivered to. Source: the service's page on webhooks. */
@Experimental
public enum WebhookStatus {
    /** Turned off. */
    DISABLED,
    /** Delivered to. */
    ENABLED,
    /** Turned off by the service after 30 failed deliveries in a row; a toggle enables it again. */
    SUSPENDED,
    /** One that the library does not know, or none was given. */
    UNKNOWN;

    /** The status that a number of the service stands for. */
    public static WebhookStatus fromWire(long number) {
        if (number == 0) {
            return DISABLED;
        }
        return number == 1 ? ENABLED : number == 2 ? SUSPENDED : UNKNOWN;
    }
}
