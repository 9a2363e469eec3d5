/** Sending again what is safe to send again. */
@NullMarked
package io.exportcomments.policy.resilience4j.internal.retry;

import org.jspecify.annotations.NullMarked;
