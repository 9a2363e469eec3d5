package io.exportcomments.spring.boot.autoconfigure;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether {@code exportcomments.webhook.secrets} has any, in whichever of the forms that a list may have. */
final class OnWebhookSecretsCondition extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean any = Binder.get(context.getEnvironment())
                .bind("exportcomments.webhook.secrets", Bindable.listOf(String.class))
                .orElseGet(List::of)
                .stream()
                .anyMatch(secret -> !secret.isBlank());
        return new ConditionOutcome(any, "exportcomments.webhook.secrets " + (any ? "are set" : "has none"));
    }
}
