package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.spring.boot.internal.WebhookSecrets;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether {@code exportcomments.webhook.secrets} has any, in whichever of the forms that a list may have. */
final class OnWebhookSecretsCondition extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean any = WebhookSecrets.anyIn(context.getEnvironment());
        return new ConditionOutcome(any, "exportcomments.webhook.secrets " + (any ? "are set" : "has none"));
    }
}
