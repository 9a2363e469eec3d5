package io.exportcomments.spring.boot.autoconfigure;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Reads switches as the properties themselves are read, so that a word that is no Boolean fails the start. */
final class OnSwitchCondition extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Map<String, @Nullable Object> attributes =
                metadata.getAnnotationAttributes(ConditionalOnSwitch.class.getName());
        String[] switches = attributes == null ? null : (String[]) attributes.get("value");
        for (String name : switches == null ? new String[0] : switches) {
            if (!isOn(context.getEnvironment(), name)) {
                return ConditionOutcome.noMatch(name + " is off");
            }
        }
        return ConditionOutcome.match("nothing is off");
    }

    private static boolean isOn(Environment environment, String name) {
        return Binder.get(environment).bind(name, Boolean.class).orElse(true);
    }
}
