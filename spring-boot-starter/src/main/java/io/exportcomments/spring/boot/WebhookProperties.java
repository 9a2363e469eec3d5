package io.exportcomments.spring.boot;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * How webhooks are received. Immutable.
 *
 * @param secrets the signing secrets, of which any may sign, as while one is being replaced by another; without one
 *     nothing is received
 * @param path where in the program's web server deliveries come; begins with a slash
 * @param maxBody how long the body of a delivery may be, up to 1MB
 */
@ConfigurationProperties("exportcomments.webhook")
public record WebhookProperties(
        @DefaultValue List<String> secrets,
        @DefaultValue("/webhooks/exportcomments") String path,
        @DefaultValue("256KB") DataSize maxBody) {

    private static final DataSize LARGEST_BODY = DataSize.ofMegabytes(1);

    /** Checks that all is in its range, and copies the list. */
    public WebhookProperties {
        secrets = List.copyOf(secrets);
        if (!path.startsWith("/") || StringUtils.containsWhitespace(path)) {
            throw new IllegalArgumentException(
                    "exportcomments.webhook.path must begin with / and have no blanks: '" + path + "'");
        }
        if (maxBody.toBytes() < 1 || maxBody.compareTo(LARGEST_BODY) > 0) {
            throw new IllegalArgumentException("exportcomments.webhook.max-body must be 1B to 1MB: " + maxBody);
        }
    }

    /** Everything but the secrets. */
    @Override
    public String toString() {
        return "WebhookProperties[secrets=" + secrets.size() + ", path=" + path + ", maxBody=" + maxBody + "]";
    }
}
