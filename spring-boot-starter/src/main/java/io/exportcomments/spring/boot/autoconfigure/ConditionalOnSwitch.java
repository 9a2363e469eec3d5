package io.exportcomments.spring.boot.autoconfigure;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/**
 * Matches unless one of the properties turns something off, by any word that Spring takes for a Boolean: false, off, no
 * or 0. Spring's own conditions know {@code false} alone, so what the properties call off would be on.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnSwitchCondition.class)
@interface ConditionalOnSwitch {
    /** The properties, which are on where they are not set. */
    String[] value();
}
