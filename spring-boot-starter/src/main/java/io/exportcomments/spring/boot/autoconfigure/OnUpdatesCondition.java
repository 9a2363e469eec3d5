package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.spring.boot.ExportCommentsProperties.UpdatesName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether {@code exportcomments.updates} leaves an update source in. */
final class OnUpdatesCondition extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Map<String, @Nullable Object> attributes =
                metadata.getAnnotationAttributes(ConditionalOnUpdates.class.getName());
        UpdatesName name = attributes == null ? null : (UpdatesName) attributes.get("value");
        List<UpdatesName> wanted = Binder.get(context.getEnvironment())
                .bind("exportcomments.updates", Bindable.listOf(UpdatesName.class))
                .orElseGet(List::of);
        boolean in = wanted.isEmpty() || wanted.contains(name);
        return new ConditionOutcome(in, "exportcomments.updates " + (in ? "has " : "leaves out ") + name);
    }
}
