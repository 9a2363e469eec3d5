package io.exportcomments.spring.boot.internal;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when the signing secrets of webhooks can't be used. */
public final class InvalidWebhookSecretFailureAnalyzer extends AbstractFailureAnalyzer<InvalidWebhookSecretException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidWebhookSecretException cause) {
        return new FailureAnalysis(
                "No webhooks can be received with the property exportcomments.webhook.secrets as it is. "
                        + cause.getMessage() + ".",
                "Set the property exportcomments.webhook.secrets, or the environment variable"
                        + " EXPORTCOMMENTS_WEBHOOK_SECRETS, to the signing secret that the service shows for the webhook,"
                        + " or to several with commas between them.",
                cause);
    }
}
