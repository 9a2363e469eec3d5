/** The beans that the auto-configurations make. */
@NullMarked
package io.exportcomments.spring.boot.internal;

import org.jspecify.annotations.NullMarked;
