package io.exportcomments.spring.boot.autoconfigure;

import io.exportcomments.spring.boot.ExportCommentsProperties.UpdatesName;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/** Matches if {@code exportcomments.updates} is not set, or names this update source. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnUpdatesCondition.class)
@interface ConditionalOnUpdates {
    /** The update source. */
    UpdatesName value();
}
