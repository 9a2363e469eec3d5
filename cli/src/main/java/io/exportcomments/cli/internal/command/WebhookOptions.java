package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.Mistake;
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
                    "Deliver the jobs' events there, signed. HTTPS, or HTTP to this machine. Can be given more than once.")
    private List<URI> urls = List.of();

    @Option(
            names = "--webhook-secret",
            paramLabel = "SECRET",
            description = "What deliveries are signed with. Better set " + SecretOption.VARIABLE
                    + ", which other people on this machine can't see.")
    private @Nullable String secret;

    @Option(
            names = "--webhook-short",
            description = "Deliver the short form of events, which has no guid; otherwise, the whole job object.")
    private boolean brief;

    /** The webhooks, whose secret is kept out of the terminal from now on. */
    List<WebhookSetup> setups(Terminal terminal) {
        if (urls.isEmpty()) {
            if (secret != null || brief) {
                throw new Mistake("--webhook-secret and --webhook-short go with --webhook, which is missing");
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
            throw new Mistake("--webhook: " + e.getMessage());
        }
    }
}
