package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.mock.webhook.WebhookSetup;
import io.exportcomments.mock.webhook.WebhookShape;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** To whom the mock delivers its events. */
final class WebhookOptions {
    @Option(
            names = "--webhook",
            paramLabel = "URL",
            description =
                    "Deliver the jobs' events to this URL, signed. HTTPS, or HTTP to this machine. Can be repeated.")
    private List<URI> urls = List.of();

    @Option(
            names = "--webhook-secret",
            paramLabel = "SECRET",
            description = "The secret that signs deliveries. Prefer to set " + SecretOption.VARIABLE
                    + ", which other users of this machine can't see.")
    private @Nullable String secret;

    @Option(
            names = "--webhook-short",
            description = "Deliver the short form of events, which has no guid, instead of the whole job object.")
    private boolean brief;

    /** The webhooks, whose secret is kept out of the terminal from now on. */
    List<WebhookSetup> setups(Terminal terminal) {
        if (urls.isEmpty()) {
            if (secret != null || brief) {
                throw new UsageException("--webhook-secret and --webhook-short need --webhook");
            }
            return List.of();
        }
        String known = SecretOption.resolve(secret, "--webhook-secret", terminal);
        return urls.stream().map(url -> setup(url, known)).toList();
    }

    private WebhookSetup setup(URI url, String known) {
        try {
            return WebhookSetup.of(url, known).shape(brief ? WebhookShape.SHORT : WebhookShape.FULL);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--webhook: " + e.getMessage());
        }
    }
}
