/** The auto-configurations, for programs that order their own around them or leave one out. */
@NullMarked
package io.exportcomments.spring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
