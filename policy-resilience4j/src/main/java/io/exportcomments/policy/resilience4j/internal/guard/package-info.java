/** The parts that hold a call back: circuit breaker, bulkhead and time limit. */
@NullMarked
package io.exportcomments.policy.resilience4j.internal.guard;

import org.jspecify.annotations.NullMarked;
